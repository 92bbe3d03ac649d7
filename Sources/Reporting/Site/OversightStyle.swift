/// What the pages about a platform's conduct, evidence and attribution add to the site's style.
enum OversightStyle {
    static let sheet: Markup = """
        .facts{margin:0 0 1.2rem;max-width:60rem}
        .facts>div{display:grid;grid-template-columns:minmax(7rem,11rem) minmax(0,1fr);gap:.2rem 1.2rem;padding:.35rem 0;\
        border-bottom:1px solid var(--line)}
        .facts dt{color:var(--soft);font-size:.9rem}
        .facts dd{margin:0;overflow-wrap:anywhere}
        @media (max-width:30rem){.facts>div{grid-template-columns:1fr}}
        .entry{margin:1.2rem 0}
        .entry details{border:1px solid var(--line)!important;padding:.2rem .9rem}
        .entry summary{font-weight:600}
        .entry form{padding:.4rem 0 .2rem}
        .verdict{white-space:nowrap}
        .month{margin-bottom:1.6rem}
        .month h3{display:flex;gap:.6rem;align-items:baseline}
        .month .late th{border-left:4px solid var(--code);padding-left:.6rem}
        pre.line{user-select:all}
        .timeline svg{min-width:60rem}
        .timeline .event{stroke:var(--ink);stroke-width:1.5;fill:var(--ink)}
        .timeline .stretch{stroke:var(--t0);stroke-width:7;fill:none;stroke-linecap:butt}
        .timeline .lane{stroke:var(--line);fill:none}
        .timeline .late{stroke:var(--code);fill:var(--code)}
        .site .cards ul{margin:0}
        .before{color:var(--soft);text-decoration:line-through}
        .after{font-weight:600}
        @media print{.entry,.filters{display:none}}

        """
}
