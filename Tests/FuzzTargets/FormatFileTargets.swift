import Dumps
import FormatFiles
import Rules

/// The loader of field maps. A map that loads is used on a document, a table and XML that hold what it may ask for.
let formatFileTargets: [FuzzTarget] = [
  FuzzTarget("format-file", seeds: seeds) { bytes in
    let load = withFile(bytes) { loadFormats(files: ["/proc/self/fd/\($0)"]) }
    guard let formats = load.formats else {
      precondition(!load.diagnostics.isEmpty, "neither a map nor a reason")
      for diagnostic in load.diagnostics {
        precondition(diagnostic.position.line >= 1 && diagnostic.position.column >= 1 && !diagnostic.message.isEmpty)
      }
      return
    }
    guard let map = formats.maps.first else { return }
    for sample in samples { readTwice(sample, as: map.name, formats: formats) }
  }
]

private let samples: [[UInt8]] = [
  #"[{"id":1,"body":"a","at":"2026-05-01","by":{"name":"n"},"page":"https://x.example/p","children":[{"id":"2","body":"b"}]}]"#,
  "id,body,at,by/name,page\n1,<b>a</b>,03/12/25,n,https://x.example/p\n",
  "<rss><item id='1'><title>t</title><c id='2'><body>a</body><by><name>n</name></by></c></item></rss>",
].map { Array($0.utf8) }

private let seeds: [[UInt8]] = [
  """
  format: kedai-export
  title: the comment export of our shop
  platform: kedai
  dates: day-first
  records: [result.comments, "."]
  comment:
    known-by: { has: [id, body], lacks: [text] }
    id: id
    parent: { from: answers, none: ["0"], before: "-" }
    author: [by.name, by.id]
    owner-by-name: true
    text: { from: body, html: true, prefix: "ID: ", after: "a=", until: "&" }
    time: at
    likes: hearts
    replies: children
    skip: [{ from: type, values: [ping, pong] }]
    label: { from: isSpam, bot: "true", genuine: "false" }
    post: { url: page, id: "@key" }
  post:
    known-by: { has: [headline], any: [slug, "*.x"] }
    id: slug
    text: [headline, intro]
    comments: thread.comments
  """,
  """
  format: akhbar
  title: pages
  xml: { root: rss, comment: c, post: item, markers: [item] }
  comment:
    id: "@id"
    text: body
  post:
    id: "@id"
    text: title
  """,
].map { Array($0.utf8) }
