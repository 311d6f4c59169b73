/* The style sheet of the HTML report: light, dark, narrow and print.  Room: report. */
#include "agent/report/html-parts.h"

static const char style[] =
	":root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#525b66;--line:#c9d1d9;"
	"--soft:#f4f6f8;--bad:#a40e26;--bad-bg:#fdeceb;--warn:#7a4b00;--warn-bg:#fff4d6;"
	"--good:#0f5d2c;--good-bg:#e6f6ea;--none:#454e58;--none-bg:#eef1f4;--link:#0550ae}\n"
	"@media (prefers-color-scheme:dark){:root{--bg:#12161b;--fg:#e8ecf0;--dim:#a9b4c0;"
	"--line:#3a434d;--soft:#1b2128;--bad:#ffaba4;--bad-bg:#43191b;--warn:#f5cf7a;"
	"--warn-bg:#3d2e0b;--good:#8fdfa8;--good-bg:#12351f;--none:#c3ccd6;--none-bg:#262e36;"
	"--link:#8cc2ff}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:var(--bg);color:var(--fg);overflow-wrap:anywhere;"
	"font:16px/1.5 system-ui,\"Segoe UI\",Roboto,\"Liberation Sans\",sans-serif}\n"
	"main,header,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}\n"
	"header{padding-top:1.25rem}\n"
	"footer{padding-bottom:3rem;color:var(--dim)}\n"
	"h1{font-size:1.05rem;margin:0;font-weight:600}\n"
	"h2{font-size:1.3rem;margin:2.5rem 0 .75rem;border-bottom:1px solid var(--line);"
	"padding-bottom:.25rem}\n"
	"h3{font-size:1.02rem;margin:0 0 .25rem;overflow-wrap:anywhere}\n"
	"p{margin:.4rem 0}\n"
	"a{color:var(--link)}\n"
	":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
	".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--bg);"
	"padding:.5rem 1rem;z-index:2}\n"
	".dim,.provenance{color:var(--dim)}\n"
	".made-up{background:var(--warn-bg);color:var(--warn);padding:.5rem 1rem;"
	"border-radius:.4rem}\n"
	".decision{border:2px solid currentColor;border-radius:.6rem;padding:1rem 1.25rem;"
	"margin:1rem 0}\n"
	".decision .word{font-size:1.7rem;font-weight:700;text-transform:uppercase;"
	"letter-spacing:.02em;margin:0}\n"
	".decision .headline{color:var(--fg);font-size:1.15rem;margin:.35rem 0 0}\n"
	".fail{color:var(--bad);background:var(--bad-bg)}\n"
	".info{color:var(--warn);background:var(--warn-bg)}\n"
	".ok{color:var(--good);background:var(--good-bg)}\n"
	".unknown{color:var(--none);background:var(--none-bg)}\n"
	".badge{display:inline-block;border-radius:1rem;padding:0 .6rem;font-size:.85rem;"
	"font-weight:600;border:1px solid currentColor;white-space:nowrap}\n"
	"dl{display:grid;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr);gap:.35rem "
	"1.25rem;"
	"margin:1rem 0}\n"
	"dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}\n"
	"@media "
	"(max-width:40rem){dl{grid-template-columns:minmax(0,1fr);gap:.1rem}dd{margin-bottom:.6rem}"
	"}\n"
	"pre,code{font:.9rem/1.45 ui-monospace,\"Liberation Mono\",monospace;"
	"overflow-wrap:anywhere}\n"
	"pre{background:var(--soft);border:1px solid var(--line);border-radius:.4rem;"
	"padding:.5rem .75rem;margin:.4rem 0;white-space:pre-wrap}\n"
	"article{border:1px solid var(--line);border-left:.4rem solid var(--line);"
	"border-radius:.4rem;padding:.75rem 1rem;margin:.75rem 0}\n"
	"article.is-fail{border-left-color:var(--bad)}article.is-info{border-left-color:"
	"var(--warn)}\n"
	"details{margin:.6rem 0}summary{cursor:pointer;font-weight:600;padding:.2rem 0}\n"
	"ul,ol{padding-left:1.4rem;margin:.4rem 0}li{margin:.2rem 0;overflow-wrap:anywhere}\n"
	".scroll{overflow-x:auto}\n"
	"table{border-collapse:collapse;width:100%;font-size:.92rem}\n"
	"caption{text-align:left;font-weight:600;padding:.4rem 0;overflow-wrap:anywhere}\n"
	"th,td{border:1px solid var(--line);padding:.3rem .55rem;text-align:left;"
	"vertical-align:top;overflow-wrap:anywhere}\n"
	"th{background:var(--soft)}\n"
	"svg{width:100%;min-width:46rem;height:auto;display:block}\n"
	"svg text{font:13px system-ui,\"Segoe UI\",Roboto,\"Liberation Sans\",sans-serif;"
	"fill:var(--fg)}\n"
	"svg .end{fill:var(--soft);stroke:var(--line)}svg .end-name{font-weight:700}\n"
	"svg .lane{stroke:var(--dim);stroke-width:2;fill:none}svg .head{fill:var(--dim)}\n"
	"svg .hop-id{font-weight:700}svg .hop-state{font-weight:700;text-anchor:end}\n"
	"svg .box-fail{fill:var(--bad-bg);stroke:var(--bad);stroke-width:3}\n"
	"svg .box-info{fill:var(--warn-bg);stroke:var(--warn)}\n"
	"svg .box-ok{fill:var(--good-bg);stroke:var(--good)}\n"
	"svg .box-unknown{fill:var(--none-bg);stroke:var(--none);stroke-dasharray:5 4}\n"
	"svg .word-fail{fill:var(--bad)}svg .word-info{fill:var(--warn)}"
	"svg .word-ok{fill:var(--good)}svg .word-unknown{fill:var(--none)}\n"
	"@media print{:root{--bg:#fff;--fg:#000;--dim:#333;--soft:#fff}body{font-size:10.5pt}"
	"main,header,footer{max-width:none;padding:0}.skip,nav{display:none}"
	"article,tr,li,.decision{break-inside:avoid}h2,h3,caption{break-after:avoid}"
	"details::details-content{content-visibility:visible;display:block;height:auto}"
	".scroll{overflow:visible}svg{min-width:0}}\n";

const char *
hc_html_style(void)
{
	return style;
}

const char *
hc_html_sign(const char *state)
{
	static const struct {
		const char *state;
		const char *sign;
	} signs[] = {
		{ "ok", "✓" },
		{ "pass", "✓" },
		{ "fail", "✗" },
		{ "info", "i" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (g_str_equal(signs[i].state, state))
			return signs[i].sign;
	}
	return "?";
}
