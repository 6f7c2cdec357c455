import Dumps
import Verdicts

/// What the sections of a page are made of.
extension HTMLPage {
  mutating func comments(_ shown: DumpReport.Shown) {
    if shown.rows.isEmpty { return nothing() }
    for row in shown.rows { comment(row) }
    more(shown.more)
  }

  /// One comment, which opens to its reasons.
  mutating func comment(_ row: ReportRow) {
    let (style, phrase): (StaticString, Phrase) =
      switch row.verdict {
      case .genuine: ("real", .real)
      case .suspicious: ("maybe", .suspicious)
      case .bot: ("bot", .oneBot)
      case .unsure: ("open", .unsure)
      }
    html.raw("<details><summary><span class=\"verdict ")
    html.raw(style)
    html.raw("\">")
    say(phrase)
    html.raw("</span><span><span class=\"said\">")
    html.foreign(row.text, marking: row.marked)
    html.raw("</span><br><span class=\"by\">")
    if let author = row.author { html.foreign(author) } else { say(.nobody) }
    html.raw(" · ")
    post(row.post)
    html.raw("</span></span></summary><p>")
    say(.score)
    html.raw(" ")
    html.number(row.score)
    html.raw(" · ")
    say(.fit)
    html.raw(": ")
    say(fit(row.fit))
    html.raw("</p>")
    reasons(row)
    html.raw("</details>")
  }

  mutating func reasons(_ row: ReportRow) {
    if row.reasons.isEmpty {
      html.raw("<p>")
      say(.noReason)
      html.raw("</p>")
      return
    }
    html.raw("<table>")
    for reason in row.reasons {
      html.raw("<tr><td class=\"n\">")
      if reason.counted > 0 { html.raw("+") }
      html.number(reason.counted)
      html.raw("</td><td>")
      html.foreign(reason.because)
      html.raw(" <code>")
      html.text(reason.rule)
      html.raw("</code></td></tr>")
    }
    html.raw("</table>")
  }

  private func fit(_ axis: FitAxis) -> Phrase {
    switch axis {
    case .fits: .fits
    case .unclear: .unclear
    case .mismatched: .mismatched
    case .unknown: .unknown
    }
  }

  /// A post by the beginning of its text, else by its id.
  mutating func post(_ post: Post) {
    if let text = post.text, !text.isEmpty {
      let line = text.prefix { $0 != 0x0A }
      var end = min(line.count, Self.titleBytes)
      while end > 0, end < line.count, line[end] & 0xC0 == 0x80 { end -= 1 }
      html.foreign(Array(line[..<end]))
      if end < text.count { html.raw("…") }
    } else if let id = post.id {
      html.foreign(Array(id.utf8))
    } else {
      say(.noText)
    }
  }

  /// Bytes of a post's text that stand for it.
  private static let titleBytes = 80

  mutating func table<Rows: Collection>(
    _ columns: [(phrase: Phrase, isNumber: Bool)], _ rows: Rows, _ cells: (inout HTMLPage, Rows.Element) -> Void
  ) {
    if rows.isEmpty { return nothing() }
    html.raw("<table><thead><tr>")
    for column in columns {
      if column.isNumber { html.raw("<th class=\"n\">") } else { html.raw("<th>") }
      say(column.phrase)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for row in rows {
      html.raw("<tr>")
      cells(&self, row)
      html.raw("</tr>")
    }
    html.raw("</tbody></table>")
  }

  mutating func numbers(_ values: [Int]) {
    for value in values {
      html.raw("<td class=\"n\">")
      html.decimal(value)
      html.raw("</td>")
    }
  }

  mutating func heading(_ title: Phrase, _ text: Phrase) {
    html.raw("<h2>")
    say(title)
    html.raw("</h2><p>")
    say(text)
    html.raw("</p>")
  }

  mutating func more(_ count: Int) {
    guard count > 0 else { return }
    html.raw("<p>")
    html.decimal(count)
    html.raw(" ")
    say(.more)
    html.raw("</p>")
  }

  mutating func nothing() {
    html.raw("<p>")
    say(.nothing)
    html.raw("</p>")
  }

  mutating func percent(_ share: Double) {
    html.number((share * 1000).rounded() / 10)
    html.raw(" %")
  }

  mutating func say(_ phrase: Phrase) { html.text(phrase(language)) }
}
