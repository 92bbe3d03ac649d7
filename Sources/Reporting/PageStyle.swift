/// The report's style sheet. Colours are variables, so that drawings follow light and dark with the page; every pair of
/// text and ground has a contrast of at least 4.5 to 1, every mark of a drawing 3 to 1.
enum PageStyle {
    static let sheet: Markup = base + layout + parts + drawings + print

    private static let base: Markup = """

        :root{color-scheme:light dark;--paper:#fdfcfa;--panel:#f4f1ea;--ink:#1d1b18;--soft:#5c5850;--line:#ddd7ca;
        --link:#0b4a8f;--sun:#c26a00;--code:#8d1d1d;--code-ground:#fbe9e4;--shade:#f3d9a4;
        --t0:#0b559f;--t1:#b3470a;--t2:#2c6e2f;--t3:#7a2e8e;--t4:#7d6200;--t5:#4d4d4d}
        @media (prefers-color-scheme:dark){:root{--paper:#171614;--panel:#211f1c;--ink:#ece8e0;--soft:#aaa498;--line:#3b3832;
        --link:#8fbdf5;--sun:#f0a63c;--code:#ffb4a3;--code-ground:#3a211c;--shade:#4d3d1c;
        --t0:#7db4f0;--t1:#f0985a;--t2:#86c98a;--t3:#d59be8;--t4:#dcc04a;--t5:#b8b8b8}}
        *{box-sizing:border-box}
        html{font:16px/1.55 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",\
        sans-serif;background:var(--paper);color:var(--ink);scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:82rem;padding:0 clamp(1rem,4vw,3rem) 4rem}
        h1,h2,.finding{font-family:Charter,"Source Serif 4",Georgia,"Noto Serif",serif;line-height:1.18;text-wrap:balance}
        h1{font-size:clamp(1.6rem,4vw,2.3rem);font-weight:600;margin:.2rem 0 .3rem;letter-spacing:-.01em;\
        overflow-wrap:anywhere}
        h2{font-size:1.7rem;font-weight:600;margin:0 0 1rem}
        h3{font-size:1.15rem;line-height:1.3;margin:0 0 .5rem}
        h4{font-size:.82rem;letter-spacing:.04em;text-transform:uppercase;color:var(--soft);margin:2rem 0 .6rem}
        p,ul,ol,dl{margin:0 0 .8rem}
        a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.18em}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--sun);outline-offset:2px;border-radius:2px}
        .skip{position:absolute;left:-100rem;top:0;background:var(--ink);color:var(--paper);padding:.6rem 1rem;z-index:2}
        .skip:focus{left:0}
        .soft{color:var(--soft)}
        .none{color:var(--soft);font-style:italic}
        .mono,code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em}
        .hash{overflow-wrap:anywhere}
        .code{font:600 .72em/1.2 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;color:var(--code);\
        background:var(--code-ground);border:1px solid currentColor;border-radius:3px;padding:0 .25em;margin:0 .1em;\
        white-space:nowrap;unicode-bidi:isolate}
        .tag{font-size:.75rem;border:1px solid var(--line);border-radius:3px;padding:0 .35em;color:var(--soft);\
        white-space:nowrap}
        bdi{overflow-wrap:anywhere}

        """

    private static let layout: Markup = """
        header{padding:2.2rem 0 1.2rem;border-bottom:2px solid var(--ink);margin-bottom:1.6rem}
        .kicker{font-weight:650;margin:0 0 .6rem;display:flex;gap:.5rem;align-items:center}
        .kicker .soft{font-weight:400}
        .sun{width:.85rem;height:.85rem;border-radius:50%;background:var(--sun)}
        .subject{margin:0;font-size:1.05rem}
        .made{margin:.2rem 0 0;font-size:.88rem}
        main>section{margin:0 0 3.5rem}
        #networks h3{margin-top:1.6rem}
        nav ol{list-style:none;padding:0;margin:0;font-size:.88rem}
        nav>ol{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin-bottom:1.8rem}
        nav .networks{display:none}
        nav a{display:inline-block;padding:.2rem 0;text-decoration:none}
        nav a:hover{text-decoration:underline}
        .prose,.lede{max-width:46rem}
        .lede{font-size:1.08rem}
        .crowd{max-width:46rem;border-left:3px solid var(--sun);padding-left:.8rem;margin-bottom:1.1rem}
        footer{border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.88rem}
        @media (min-width:70rem){body{display:grid;grid-template-columns:10.5rem minmax(0,1fr);column-gap:3rem}
        header,footer{grid-column:1/-1}
        nav{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow:auto}
        nav>ol{display:block}
        nav .networks{display:block;padding-left:.8rem;border-left:1px solid var(--line);\
        margin:.1rem 0 .4rem .1rem}}

        """

    private static let parts: Markup = """
        .finding{font-size:clamp(1.5rem,3.4vw,2.15rem);margin:0 0 .6rem;max-width:27em}
        .question{max-width:46rem;color:var(--soft);margin-bottom:1.4rem}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:1.5rem;\
        border-top:1px solid var(--line);padding-top:1.1rem;margin-bottom:1.3rem}
        .cards h3{font-size:.95rem;color:var(--sun)}
        @media (prefers-color-scheme:light){.cards h3{color:#8f4e00}}
        .cards p,.cards li{font-size:.93rem}
        .cards ul{padding:0;list-style:none}
        .cards li{margin-bottom:.6rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.2rem,1fr));gap:1px;background:var(--line);\
        border:1px solid var(--line);margin:0 0 .8rem}
        .figures div{background:var(--panel);padding:.55rem .8rem;display:flex;flex-direction:column-reverse;\
        justify-content:flex-end}
        .figures dt{font-size:.8rem;color:var(--soft)}
        .figures dd{margin:0;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.3}
        .notes{border-left:3px solid var(--sun);background:var(--panel);padding:.8rem 1.1rem;margin:0 0 1.2rem}
        .notes h3{font-size:.95rem}
        .notes ul,ul.notes{padding-left:1.1rem;margin:0}
        ul.notes{padding:.7rem 1.1rem .7rem 2rem;margin-bottom:1.2rem}
        .knowledge{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:1.2rem;\
        margin-top:1.4rem}
        .knowledge dt,.terms dt{font-weight:650}
        .knowledge dd,.terms dd{margin:0;color:var(--soft);font-size:.93rem}
        .terms>div{display:grid;grid-template-columns:9rem 1fr;gap:1rem;padding:.35rem 0;\
        border-bottom:1px solid var(--line);max-width:52rem}
        .rivals{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1.4rem 2.2rem}
        .rivals p{font-size:.93rem;margin-bottom:.4rem}
        .found{border-left:3px solid var(--sun);padding-left:.7rem}
        .network{border-top:1px solid var(--line);padding-top:2rem}
        .network h3{font-size:1.45rem;font-family:Charter,"Source Serif 4",Georgia,"Noto Serif",serif;font-weight:600}
        .badge{font:650 .95rem/1 Inter,system-ui,sans-serif;background:var(--ink);color:var(--paper);border-radius:3px;\
        padding:.25em .5em;vertical-align:.16em;margin-right:.3rem}
        .back{font-size:.88rem;margin-top:1.2rem}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.84rem;line-height:1.4;width:100%;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft);padding:.3rem 0 .4rem}
        th,td{text-align:left;vertical-align:top;padding:.38rem .9rem .38rem 0;border-bottom:1px solid var(--line)}
        thead th{font-weight:600;color:var(--soft);border-bottom:1px solid var(--ink);vertical-align:bottom;line-height:1.25}
        tbody th{font-weight:550;min-width:8rem}
        .n{text-align:right;white-space:nowrap}
        thead .n{white-space:normal}
        td time,td .mono{white-space:nowrap}
        td .hash{white-space:normal}
        .and{color:var(--soft)}
        details{border-top:1px solid var(--line);padding:.2rem 0}
        details:last-of-type{border-bottom:1px solid var(--line)}
        details tbody tr:last-child>*{border-bottom:0}
        summary{cursor:pointer;padding:.4rem 0;font-weight:550;min-height:24px}
        article details,article details:last-of-type{border:0;padding:0;font-size:.88rem}
        .evidence{list-style:none;padding:0;margin:0}
        .evidence>li{margin-bottom:1.3rem}
        .coact{margin:0 0 .45rem}
        .gap{font-weight:650;background:var(--shade);padding:.05em .4em;border-radius:3px;margin-right:.3rem;\
        font-variant-numeric:tabular-nums}
        .posts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1px;\
        background:var(--line);border:1px solid var(--line)}
        article{background:var(--paper);padding:.75rem 1rem;min-width:0}
        article p{margin:0;font-size:.88rem;overflow-wrap:anywhere}
        .order{font-size:.75rem;color:var(--soft);text-transform:uppercase;letter-spacing:.04em;margin-right:.2rem}
        .at{font-variant-numeric:tabular-nums;color:var(--soft)}
        blockquote{margin:.5rem 0;white-space:pre-wrap;overflow-wrap:anywhere;overflow:hidden;line-height:1.6}
        .cite{color:var(--soft);border-top:1px dotted var(--line);margin-top:.5rem!important;padding-top:.35rem}
        .link b{font-weight:650}
        pre{background:var(--panel);border:1px solid var(--line);padding:.8rem 1rem;white-space:pre-wrap;\
        overflow-wrap:anywhere;margin:0 0 1rem}

        """

    private static let drawings: Markup = """
        figure{margin:0 0 1.4rem}
        figcaption{font-size:.84rem;color:var(--soft);padding-top:.4rem;max-width:56rem}
        figcaption strong,figcaption q{color:var(--ink)}
        .remark{display:block}
        svg{display:block;width:100%;height:auto;min-width:44rem;font-family:Inter,system-ui,"Noto Sans",sans-serif}
        .graph .scroll>svg{border:1px solid var(--line)}
        svg.sample{display:inline-block;width:34px;min-width:0;height:12px;vertical-align:-.05em;margin-right:.3em}
        svg.narrow{width:14px;height:14px;vertical-align:-.15em}
        .key{white-space:nowrap;color:var(--ink);margin:0 .3em}
        .keys{display:inline-block;margin-right:1.2em}
        .tie{fill:none;stroke-linecap:butt}
        .w0{stroke-width:.6;opacity:.5}.w1{stroke-width:1;opacity:.6}.w2{stroke-width:1.7;opacity:.75}\
        .w3{stroke-width:2.6;opacity:.9}
        .overview .w0{stroke-width:.5}.overview .w1{stroke-width:.7}.overview .w2{stroke-width:1}\
        .overview .w3{stroke-width:1.4}
        .t0{stroke:var(--t0)}.t1{stroke:var(--t1)}.t2{stroke:var(--t2)}.t3{stroke:var(--t3)}.t4{stroke:var(--t4)}\
        .t5{stroke:var(--t5)}
        .tie.t1{stroke-dasharray:6 3}.tie.t2{stroke-dasharray:3.5 2}.tie.t3{stroke-dasharray:9 3 2 3}\
        .tie.t4{stroke-dasharray:12 4}.tie.t5{stroke-dasharray:1 3}
        .mark{fill:none;stroke-width:1.5}
        .node{fill:var(--ink);stroke:var(--paper);stroke-width:1.2}
        .sample .node{stroke:none}
        .disc{fill:var(--panel);stroke:var(--line)}
        .disc-name{font-size:12.5px;font-weight:650;fill:var(--ink);paint-order:stroke;stroke:var(--paper);\
        stroke-width:3px;stroke-linejoin:round}
        a .disc-name{fill:var(--link);text-decoration:underline}
        .name{font-size:11px;fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
        .grid{stroke:var(--line);fill:none}
        .tick,.row-name{font-size:11px;fill:var(--ink);font-variant-numeric:tabular-nums}
        .soft.tick,.soft.row-name{fill:var(--soft)}
        .leader{stroke:var(--line);stroke-dasharray:1 3;fill:none}
        .bars{fill:var(--soft)}
        .episode{fill:var(--shade)}
        .takedown{fill:none;stroke-width:2}
        .takedown.early{stroke:var(--t0)}
        .takedown.late{stroke:var(--t1);stroke-dasharray:7 3}
        .takedown-band{fill:var(--shade);opacity:.45}
        .takedown-between{fill:var(--sun);opacity:.45}
        .span{fill:none;stroke:var(--t0);stroke-width:9}
        .span.before{stroke:var(--t1);stroke-width:2.5;stroke-dasharray:7 3}
        @media (forced-colors:active){.node,.bars{fill:CanvasText}.tie,.mark,.span{stroke:CanvasText}.code{border-color:CanvasText}}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

        """

    private static let print: Markup = """
        @page{margin:14mm 13mm}
        @media print{:root{color-scheme:light;--paper:#fff;--panel:#f6f4ef;--ink:#000;--soft:#444;--line:#bbb;--link:#000;\
        --sun:#8f4e00;--code:#8d1d1d;--code-ground:#fff;--shade:#eee0bd;--t0:#0b559f;--t1:#b3470a;--t2:#2c6e2f;--t3:#7a2e8e;\
        --t4:#7d6200;--t5:#4d4d4d}
        html{font-size:9.4pt;line-height:1.42;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        body{display:block;max-width:none;padding:0}
        header{padding-top:0}
        .cards,.knowledge{grid-template-columns:repeat(3,1fr)}
        .figures{grid-template-columns:repeat(6,1fr)}
        .posts,.rivals{grid-template-columns:1fr 1fr}
        h4{margin-top:1.2rem}
        .skip,nav,.back{display:none}
        .network{break-before:page;border:0;padding-top:0}
        h2,h3,h4,summary,caption,.coact{break-after:avoid}
        figure,.evidence>li,.cards,.figures,.rivals>div,tr{break-inside:avoid}
        .scroll{overflow:visible}
        svg{min-width:0}
        table{font-size:7.6pt}
        th,td{padding-right:.5rem}
        td time,td .mono{white-space:normal}
        thead{display:table-header-group}
        details::details-content{content-visibility:visible!important;display:block;block-size:auto!important}
        blockquote:has(+details){display:none}
        a.cut::after{content:" (" attr(href) ")";overflow-wrap:anywhere}}

        """
}
