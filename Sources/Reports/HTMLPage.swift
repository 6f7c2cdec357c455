import Bytes
import Dumps
package import Rules
import Signals
import Verdicts

/// A report as one page that stands alone: no script, nothing fetched, nothing to click that leads outside.
package struct HTMLPage {
  var html = HTML()
  let language: CommentLanguage

  package init(_ reports: [DumpReport], _ rules: RuleSet, _ language: CommentLanguage) {
    self.language = language
    html.raw("<!doctype html><html lang=\"")
    html.text(language.rawValue)
    html.raw("\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"")
    html.text(Style.policy)
    html.raw("\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Saring: ")
    say(.title)
    html.raw("</title><style>")
    html.sheet()
    html.raw("</style></head><body>")
    for report in reports {
      guard let summary = report.summary else { continue }
      html.raw("<article>")
      headline(summary)
      leads(report)
      campaigns(summary, report)
      regulars(summary)
      flagged(report)
      posts(summary)
      others(report)
      unread(summary)
      html.raw("</article>")
    }
    html.raw("<footer>Saring · ")
    say(.ruleset)
    html.raw(" ")
    html.text(rules.digest)
    html.raw("</footer></body></html>\n")
  }

  package var bytes: [UInt8] { html.out.bytes }

  // MARK: Sections

  private mutating func headline(_ summary: Summary) {
    let tally = summary.tally
    html.raw("<h1>")
    html.foreign(Array(summary.dump.utf8))
    html.raw("</h1>")
    guard tally.comments > 0 else {
      html.raw("<p>")
      say(.noComments)
      html.raw("</p>")
      return
    }
    let flagged = tally[.bot] + tally[.suspicious]
    html.raw("<div class=\"share\">")
    percent(Double(tally.comments - flagged) / Double(tally.comments))
    html.raw(" <small>")
    say(.headline)
    html.raw("</small></div>")
    bar(tally)
    html.raw("<ul class=\"key\">")
    for (style, phrase, count) in [
      ("real", Phrase.clearlyReal, tally[.genuine]), ("maybe", .suspicious, tally[.suspicious]),
      ("bot", .bot, tally[.bot]),
      ("open", .unsure, tally[.unsure]),
    ] {
      html.raw("<li class=\"")
      html.text(style)
      html.raw("\">● <b>")
      html.decimal(count)
      html.raw("</b> ")
      say(phrase)
      html.raw("</li>")
    }
    html.raw("</ul><p>")
    let share = Share(tally[.bot], of: tally.comments)
    html.decimal(tally.comments)
    html.raw(" ")
    say(.comments)
    html.raw(", ")
    html.decimal(tally.posts.count)
    html.raw(" ")
    say(.posts)
    html.raw(". ")
    say(.interval)
    html.raw(": ")
    percent(share.low)
    html.raw(" – ")
    percent(share.high)
    html.raw(".</p>")
  }

  private mutating func bar(_ tally: Tally) {
    html.raw("<svg class=\"bar\" viewBox=\"0 0 1000 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
    var start = 0
    var before = 0
    for (style, verdict) in [("real", Verdict.genuine), ("maybe", .suspicious), ("bot", .bot), ("open", .unsure)] {
      before += tally[verdict]
      let end = before * 1000 / tally.comments
      html.raw("<rect class=\"")
      html.text(style)
      html.raw("\" height=\"16\" x=\"")
      html.decimal(start)
      html.raw("\" width=\"")
      html.decimal(end - start)
      html.raw("\"/>")
      start = end
    }
    html.raw("</svg>")
  }

  private mutating func leads(_ report: DumpReport) {
    heading(.leads, .leadsText)
    comments(report.leads)
  }

  private mutating func campaigns(_ summary: Summary, _ report: DumpReport) {
    heading(.campaigns, .campaignsText)
    let campaigns = summary.tally.campaigns.largest
    table(
      [(.campaign, false), (.comments, true), (.bot, true), (.accounts, true), (.posts, true)],
      campaigns.prefix(CampaignTally.listed)
    ) {
      page, campaign in
      page.html.raw("<td><span class=\"by\">")
      page.say(page.phrase(of: campaign.tie.kind))
      page.html.raw("</span> ")
      page.html.foreign(campaign.tie.kind == .text ? report.samples[campaign.tie] ?? [] : campaign.tie.called)
      page.html.raw("</td>")
      page.numbers([campaign.comments, campaign.bots, campaign.accounts, campaign.posts])
    }
    more(campaigns.count - CampaignTally.listed)
  }

  private func phrase(of kind: CampaignTie.Kind) -> Phrase {
    switch kind {
    case .name: .name
    case .handle: .handle
    case .link: .link
    case .phone: .phone
    case .text: .copies
    }
  }

  private mutating func regulars(_ summary: Summary) {
    heading(.regulars, .regularsText)
    let regulars = summary.tally.engagers.regulars
    table([(.author, false), (.comments, true), (.posts, true), (.answers, true)], regulars.prefix(Engagers.listed)) {
      page, person in
      page.html.raw("<td>")
      page.html.foreign(person.author)
      page.html.raw("</td>")
      page.numbers([person.comments, person.posts, person.leads])
    }
    more(regulars.count - Engagers.listed)
  }

  private mutating func flagged(_ report: DumpReport) {
    heading(.flagged, .flaggedText)
    comments(report.flagged)
  }

  private mutating func posts(_ summary: Summary) {
    heading(.perPost, .perPostText)
    table([(.post, false), (.comments, true), (.real, true), (.suspicious, true), (.bot, true)], summary.listed()) {
      page, one in
      page.html.raw("<td>")
      page.post(summary.posts[Int(one.index)])
      page.html.raw("</td>")
      page.numbers([
        one.count.comments, one.count[.genuine] + one.count[.unsure], one.count[.suspicious], one.count[.bot],
      ])
    }
    more(summary.tally.posts.count - Summary.listedPosts)
  }

  private mutating func others(_ report: DumpReport) {
    heading(.others, .othersText)
    html.raw("<details><summary><span class=\"verdict\">")
    html.decimal(report.others.rows.count + report.others.more)
    html.raw("</span><span>")
    say(.comments)
    html.raw("</span></summary>")
    comments(report.others)
    html.raw("</details>")
  }

  private mutating func unread(_ summary: Summary) {
    guard !summary.notes.isEmpty || summary.rejectCount > 0 else { return }
    html.raw("<h2>")
    say(.unread)
    html.raw("</h2>")
    for line in summary.notes + summary.rejects.map(\.description) {
      html.raw("<p>")
      html.foreign(Array(line.utf8))
      html.raw("</p>")
    }
    more(summary.rejectCount - summary.rejects.count)
  }
}
