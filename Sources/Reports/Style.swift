import Digests
import Foundation

/// The one style sheet of a page. The page's policy allows this one by its digest and nothing else: no script, no image, no
/// font, no address outside.
enum Style {
  static let policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '\(source)'"

  private static let source: String = {
    var digest = SHA256()
    digest.update(Array(sheet.utf8).span)
    return "sha256-" + Data(digest.digest()).base64EncodedString()
  }()

  static let sheet = """
    :root{color-scheme:light dark;--ink:#1c2023;--soft:#5b6670;--line:#dfe3e6;--paper:#fff;--real:#2f8f5b;--maybe:#d99a1c;--bot:#c8413b;--mark:#ffe39a}
    @media(prefers-color-scheme:dark){:root{--ink:#e6e8ea;--soft:#9aa4ac;--line:#343b41;--paper:#16191c;--mark:#6b5312}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:1.5rem;max-width:64rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
    article+article{margin-top:5rem}
    h1{font-size:1.1rem;margin:0 0 1rem;color:var(--soft);font-weight:500;overflow-wrap:anywhere}
    h2{font-size:1.25rem;margin:2.5rem 0 .25rem}
    p{margin:.25rem 0 .75rem;color:var(--soft)}
    .share{font-size:2.6rem;font-weight:700;line-height:1.1;color:var(--ink)}
    .share small{font-size:1.05rem;font-weight:400;color:var(--soft)}
    .bar{width:100%;height:1rem;margin:1rem 0 .5rem;border-radius:.5rem;display:block}
    .real{fill:var(--real);color:var(--real)}.maybe{fill:var(--maybe);color:var(--maybe)}.bot{fill:var(--bot);color:var(--bot)}.open{fill:var(--line);color:var(--soft)}
    ul.key{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
    ul.key b{color:var(--ink)}
    table{width:100%;border-collapse:collapse;font-size:.95rem}
    th,td{padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;overflow-wrap:anywhere}
    th{color:var(--soft);font-weight:500}
    td.n,th.n{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
    details{border-bottom:1px solid var(--line);padding:.45rem 0}
    summary{cursor:pointer;display:grid;grid-template-columns:5.5rem 1fr;gap:.25rem .75rem}
    summary::-webkit-details-marker{display:none}
    .said{overflow:hidden;overflow-wrap:anywhere;contain:paint}
    .by{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
    .verdict{font-weight:600}
    mark{background:var(--mark);color:inherit;border-radius:.2rem}
    i{font-style:normal;font-size:.7em;padding:0 .2em;border:1px solid var(--line);border-radius:.2rem;color:var(--soft)}
    code{font-size:.8rem;color:var(--soft)}
    footer{margin-top:3rem;color:var(--soft);font-size:.8rem;overflow-wrap:anywhere}
    """
}
