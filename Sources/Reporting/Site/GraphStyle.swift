/// The rules of the drawing and of the strip of time, in the variables of `PageStyle`.
package enum GraphStyle {
    package static let sheet: Markup = """
        .graph-panel [hidden],.graph-panel[hidden]{display:none!important}
        @media (scripting:enabled){.graph-panel:not([data-state=failed]) .graph-still{display:none}}
        .still-tie{stroke:var(--soft)}
        .graph-trouble{border-left:3px solid var(--sun);padding-left:.8rem}
        .graph-tools{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center;margin-bottom:.5rem;font-size:.88rem}
        .graph-tools input,.graph-tools select,.graph-panel button{font:inherit;color:var(--ink);background:var(--paper);\
        border:1px solid var(--soft);border-radius:3px;min-height:2rem;padding:.15rem .5rem}
        .graph-panel button{cursor:pointer}
        .graph-panel button:hover{background:var(--panel)}
        .graph-tools input{width:min(16rem,60vw)}
        .graph-zoom{display:inline-flex;gap:.25rem;margin-left:auto}
        .graph-zoom button{min-width:2rem}
        .graph-search{position:relative}
        .graph-search ul{position:absolute;z-index:2;top:100%;left:0;right:0;min-width:14rem;list-style:none;margin:.15rem 0 0;\
        padding:0;background:var(--paper);box-shadow:0 3px 12px #0003}
        .graph-search li button{width:100%;text-align:start;border-radius:0;border-color:var(--line);margin-top:-1px}
        .graph-field{position:relative}
        .graph-stage{position:relative;height:clamp(20rem,66vh,46rem);border:1px solid var(--line);overflow:hidden;\
        touch-action:pan-y;cursor:grab;user-select:none;-webkit-user-select:none}
        .graph-stage:focus{touch-action:none}
        .graph-stage:active{cursor:grabbing}
        .graph-stage.is-over{cursor:pointer}
        .graph-stage canvas{position:absolute;inset:0;width:100%;height:100%;display:block}
        .graph-stage canvas+canvas{pointer-events:none}
        .graph-details{position:absolute;right:.6rem;top:.6rem;width:16rem;max-height:calc(100% - 1.2rem);overflow:auto;\
        background:var(--paper);border:1px solid var(--line);box-shadow:0 3px 12px #0002;padding:.7rem .9rem;font-size:.85rem}
        .graph-details h4{font-size:1rem;text-transform:none;letter-spacing:0;color:var(--ink);margin:0 0 .3rem;\
        overflow-wrap:anywhere}
        .graph-details p{margin:0 0 .35rem}
        .graph-details ol{list-style:none;margin:0;padding:0}
        .graph-details li{display:flex;justify-content:space-between;gap:.6rem;border-top:1px solid var(--line)}
        .graph-details li button{border:0;padding:.15rem 0;min-height:1.5rem;text-align:start;color:var(--link);background:none}
        .graph-extent{font-size:.84rem;margin:.35rem 0 .3rem;font-variant-numeric:tabular-nums}
        .graph-legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem .4rem;padding:0;margin:0 0 .4rem;font-size:.84rem}
        .graph-legend button{display:inline-flex;align-items:center;gap:.35rem;border-color:var(--line);min-height:1.75rem;\
        max-width:16rem}
        .graph-legend button[aria-pressed=true]{border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink);\
        font-weight:650}
        .graph-legend bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .graph-legend canvas{width:16px;height:16px;flex:none}
        .graph-live>p{font-size:.84rem}
        .graph-live details{font-size:.84rem;border:0}
        .graph-live details p{max-width:56rem}
        .pager{display:flex;gap:1.2rem}
        .heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .strip svg.strip-live{cursor:crosshair;touch-action:pan-y}
        .strip-band{fill:var(--sun);opacity:.22;pointer-events:none}
        .strip-handle{fill:var(--sun);cursor:ew-resize}
        .strip-handle:focus-visible{outline:none;stroke:var(--ink);stroke-width:2}
        @media (max-width:40rem){.graph-stage{height:clamp(18rem,58vh,30rem)}
        .graph-details{position:static;width:auto;max-height:none;box-shadow:none;border-top:0}
        .graph-zoom{margin-left:0}}
        @media (forced-colors:active){.graph-stage{forced-color-adjust:none}}
        @media print{.graph-live{display:none!important}.graph-still{display:block!important}}

        """
}
