/// What the server's pages add to the report's style: the frame, navigation, forms, tables that are worked with. Colours
/// are the report's variables; the markings' are those of TLP 2.0, which is white on black in both schemes.
enum SiteStyle {
    static let sheet: Markup = frame + forms + parts + findings + OversightStyle.sheet + small + print

    private static let frame: Markup = """

        .site{max-width:none;display:block;padding:0 0 3rem}
        .marking{margin:0;padding:.25rem clamp(1rem,3vw,2rem);background:#000;color:#fff;font-size:.82rem;display:flex;\
        gap:.8rem;flex-wrap:wrap}
        .marking abbr{font-weight:700;text-decoration:none;letter-spacing:.03em}
        .tlp-clear abbr{color:#fff}.tlp-green abbr{color:#33ff00}.tlp-amber abbr,.tlp-strict abbr{color:#ffc000}\
        .tlp-red abbr{color:#ff2b2b}
        .masthead{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;justify-content:space-between;align-items:baseline;\
        padding:.8rem clamp(1rem,3vw,2rem);margin:0;border-bottom:1px solid var(--line)}
        .masthead .kicker{margin:0}
        .masthead a{text-decoration:none;color:inherit}
        .masthead a:hover{text-decoration:underline}
        .person{font-size:.88rem;display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}
        .person form{display:inline}
        .site main{padding:1.4rem clamp(1rem,3vw,2rem);min-width:0}
        .site main:focus{outline:0}
        .site footer{grid-column:1/-1;margin:2rem clamp(1rem,3vw,2rem) 0}
        .site .head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.2rem 1.5rem}
        .site h1{font-size:clamp(1.5rem,3vw,2rem)}
        .site h2{font-size:1.35rem;margin-top:2.2rem}
        .site main>section{margin-bottom:2.2rem}
        .site svg{min-width:0}
        .site figure:not(.timeline) svg:not(.sample){min-width:44rem}
        .twins{font-size:.85rem;margin:0}
        .twins a{display:inline-block;padding:.2rem .4rem;min-height:24px}
        .sections{position:static;max-height:none;padding:.8rem clamp(1rem,3vw,2rem);border-bottom:1px solid var(--line)}
        .sections ul{list-style:none;margin:0;padding:0}
        .sections>ul{display:flex;flex-wrap:wrap;gap:.4rem 2rem}
        .sections>ul>li{min-width:7.5rem}
        .sections .group{font-size:.74rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft)}
        .sections a{display:block;padding:.18rem 0;min-height:24px;font-size:.92rem}
        .sections a[aria-current]{font-weight:650;color:inherit;border-left:3px solid var(--sun);padding-left:.5rem;\
        margin-left:-.5rem}
        .trail,.parts,.tabs{position:static;max-height:none;overflow:visible}
        .trail ol{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem;margin:0;padding:0;font-size:.88rem}
        .trail li+li::before{content:"/ ";color:var(--soft)}
        .trail li:last-child::after{content:" /";color:var(--soft)}
        .trail a{display:inline-block;padding:.15rem 0;min-height:24px}
        @media (min-width:62rem){.site{display:grid;grid-template-columns:11.5rem minmax(0,1fr);column-gap:0;\
        align-items:start}
        .marking,.masthead{grid-column:1/-1}
        .sections{position:sticky;top:0;max-height:100vh;overflow:auto;border-bottom:0;padding:1rem 0 .8rem \
        clamp(1rem,3vw,2rem)}
        .sections>ul{display:block}
        .sections>ul>li{margin-bottom:.5rem}
        .sections a{padding:0;line-height:24px}
        .site main{padding-left:2.2rem}
        .site main:only-of-type{grid-column-end:-1}
        .site:not(:has(.sections)) main{grid-column:1/-1;max-width:46rem}}

        """

    private static let forms: Markup = """
        input,select,textarea,button{font:inherit;color:inherit}
        input:not([type=checkbox]):not([type=radio]),select,textarea{background:var(--paper);border:1px solid var(--soft);\
        border-radius:3px;padding:.35rem .5rem;max-width:100%;min-height:2.2rem}
        .field input:not([type=checkbox]):not([type=radio]),.field select,.field textarea{width:min(100%,30rem)}
        button{background:var(--ink);color:var(--paper);border:1px solid var(--ink);border-radius:3px;padding:.35rem .9rem;\
        min-height:2.2rem;cursor:pointer}
        button:hover{background:var(--soft);border-color:var(--soft)}
        button.plain{background:none;color:var(--link);border:0;padding:.1rem .2rem;min-height:24px;text-decoration:underline}
        button.grave{background:none;color:var(--code);border-color:var(--code)}
        :is(a,button,input,select,textarea,summary,[tabindex]):focus-visible{outline:3px solid var(--sun);outline-offset:2px}
        .field{margin:0 0 .9rem}
        .field label,legend{display:block;font-weight:600;font-size:.9rem;padding:0 0 .15rem}
        fieldset.field{border:0;padding:0;margin:0 0 .9rem}
        .field label.tick{font-weight:400;display:flex;gap:.5rem;align-items:center;min-height:28px}
        .tick input{width:1.1rem;height:1.1rem;margin:0}
        .hint,.refusal{display:block;font-size:.84rem;color:var(--soft);padding-top:.15rem;max-width:34rem}
        .refusal{color:var(--code);font-weight:600}
        .find{display:flex;gap:.4rem;margin:0 0 .8rem;flex-wrap:wrap}
        .find input{flex:1 1 8rem;min-width:0}
        .filters{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:flex-end;background:var(--panel);\
        border:1px solid var(--line);padding:.7rem .9rem .1rem;margin:0 0 1.2rem}
        .filters form{display:contents}
        .filters .field{margin-bottom:.6rem}
        .filters .field input,.filters .field select{width:auto;max-width:14rem}
        .filters .field input[type=datetime-local]{max-width:17rem}
        section.panel,fieldset.panel,details.panel,div.panel{background:var(--panel);border:1px solid var(--line);\
        padding:1rem 1.2rem;margin:0 0 1.4rem}
        fieldset.panel>legend{font:650 1.1rem/1.3 Charter,"Source Serif 4",Georgia,"Noto Serif",serif;\
        padding:0 .4rem;margin-left:-.4rem}
        .panel h2{margin-top:0}
        .panel .field:last-child{margin-bottom:0}
        .panel details{margin:0 0 1rem}
        .traces{grid-column:1/-1}
        .traces .field{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}
        .drop.over{border:2px dashed var(--sun)}
        .sending:empty{display:none}
        .actions{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:center;margin:0 0 1rem}
        .actions .field{margin:0}
        a.action{display:inline-block;background:var(--ink);color:var(--paper);border-radius:3px;padding:.35rem .9rem;\
        text-decoration:none;min-height:24px}
        a.action:hover{background:var(--soft)}
        .job p{margin:.2rem 0}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

        """

    private static let parts: Markup = """
        .told{border-left:4px solid var(--line);background:var(--panel);padding:.6rem .9rem;margin:0 0 1rem;max-width:60rem}
        .told.done{border-color:var(--t2)}.told.note{border-color:var(--sun)}.told.refused{border-color:var(--code)}
        .parts ol{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:.6rem 0;margin:0;font-size:.9rem}
        .parts a{display:inline-block;padding:.2rem 0;min-height:24px}
        .figures dd a{text-decoration:none}
        .figures dd a:hover{text-decoration:underline}
        .site td a,.site th a{display:inline-block;min-height:24px;padding:.05rem 0}
        .site :is(a.link,.address){overflow-wrap:anywhere}
        .site td:not(.n){min-width:5.5rem}
        .site tbody th{min-width:7rem}
        .site tbody tr:hover>*,.site tbody tr:focus-within>*{background:var(--panel)}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.5rem}
        .differs{background:var(--shade)}
        .keys-list{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1.2rem;max-width:34rem}
        .keys-list dt{margin:0}.keys-list dd{margin:0}
        kbd{font:.85rem ui-monospace,monospace;border:1px solid var(--line);border-bottom-width:2px;border-radius:3px;\
        padding:.05rem .4rem;background:var(--panel)}
        progress{width:min(100%,24rem);height:1rem;accent-color:var(--sun)}
        iframe.report{width:100%;height:80vh;border:1px solid var(--line);background:var(--paper)}

        """

    private static let findings: Markup = """
        .doing{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:0 0 1.8rem}
        .doing p{margin:0;font-size:.92rem}
        .doing form{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}
        .acts{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding:0;margin:.3rem 0 0;font-size:.82rem}
        .acts li{overflow-wrap:anywhere}
        .acts a,.at a,.by a{display:inline-block;min-height:24px}
        blockquote.whole{border-left:3px solid var(--line);padding-left:1rem;margin:0 0 1rem;max-width:46rem}
        mark{background:var(--shade);color:inherit;padding:0 .1em;border-radius:2px}
        .bars.other{fill:var(--t1)}
        .find.wide{max-width:46rem}
        .tabs ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;padding:0;margin:0 0 1.2rem;\
        border-bottom:1px solid var(--line)}
        .tabs a{display:inline-block;padding:.4rem 0;min-height:24px;text-decoration:none}
        .tabs a[aria-current]{border-bottom:3px solid var(--sun);color:inherit;font-weight:650}

        """

    private static let small: Markup = """
        @media (max-width:30rem){.sections .group{display:none}
        .sections ul,.sections li{display:inline}
        .sections a{display:inline-block;margin-right:.9rem}
        .sections a[aria-current]{border-left:0;border-bottom:3px solid var(--sun);padding-left:0;margin-left:0}
        .figures{grid-template-columns:1fr 1fr}
        th,td{padding-right:.6rem}}
        @media (forced-colors:active){.marking{border-bottom:2px solid}.told,.sections a[aria-current]{border-color:Highlight}}

        """

    private static let print: Markup = """
        @media print{.site{display:block;padding:0}
        .sections,.trail,.twins,.person,.site form,.parts,.tabs,.doing,.skip{display:none}
        .marking{background:none;color:#000;border-bottom:1px solid #000;padding:0 0 .2rem}
        .marking abbr{color:#000!important}
        .masthead{padding:.3rem 0}
        .site main{padding:0}
        .site footer{margin:1rem 0 0}
        .site footer a{color:inherit;text-decoration:none}}

        """
}
