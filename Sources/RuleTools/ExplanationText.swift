/// An explanation as lines for people. Texts of comments stand in them as they are: the caller makes them safe for a
/// terminal.
package struct ExplanationText {
  private let explanation: Explanation
  package private(set) var lines: [String] = []

  package init(_ explanation: Explanation) {
    self.explanation = explanation
    head()
    fields()
    finds()
    signals()
    rules("Rules that hit", explanation.rules.filter { $0.result == "hit" }, none: "none")
    rules("Rules that cannot be judged", explanation.rules.filter { $0.result == "unknown" }, none: nil)
    rules("Rules that do not hit", explanation.rules.filter { $0.result == "no" }, none: nil)
    sums()
    changes()
  }

  private mutating func head() {
    if let id = explanation.comment {
      lines.append("Comment \(id)\(explanation.author.map { " by \($0)" } ?? "")")
    }
    lines.append("Views")
    let views = explanation.views
    for (name, text) in [
      ("raw", views.raw), ("clean", views.clean), ("folded", views.folded), ("skeleton", views.skeleton),
      ("words", views.words.joined(separator: " · ")),
    ] {
      lines.append("  \(column(name, 9)) \(text.split(separator: "\n").joined(separator: " ⏎ "))")
    }
    lines.append("  \(column("post", 9)) \(explanation.post ?? "not known")")
    if let parent = explanation.parent { lines.append("  \(column("parent", 9)) \(parent)") }
    if explanation.comment == nil, let author = explanation.author {
      lines.append("  \(column("author", 9)) \(author)")
    }
  }

  /// What rules can ask beside the texts, which stand among the views.
  private mutating func fields() {
    let others = explanation.fields.filter { !["post.text", "parent.text", "author.name"].contains($0.field) }
    lines.append("Fields")
    for known in others where known.value != nil {
      lines.append("  \(column(known.field, 24)) \(known.value?.written ?? "")")
    }
    let missing = others.filter { $0.value == nil }.map(\.field)
    if !missing.isEmpty { lines.append("  not known: \(missing.joined(separator: ", "))") }
  }

  private mutating func finds() {
    for (title, finds) in [("Disguises", explanation.disguises), ("Entities", explanation.entities)]
    where !finds.isEmpty {
      lines.append(title)
      for find in finds {
        let letters = find.letters.map { ", \($0) letters" } ?? ""
        let folded = find.folded.map { $0 == find.text ? "" : " = “\($0)”" } ?? ""
        lines.append("  \(column(find.kind, 11)) “\(find.text)”\(folded) at \(range(find.span))\(letters)")
      }
    }
  }

  private mutating func signals() {
    lines.append("Signals")
    for measure in explanation.signals {
      let place = measure.span.map { " “\(measure.text ?? "")” at \(range($0))" } ?? ""
      lines.append("  \(column(measure.signal, 24)) \(measure.value.map(decimal) ?? "unknown")\(place)")
    }
  }

  private mutating func rules(_ title: String, _ rules: [Explanation.Rule], none: String?) {
    if rules.isEmpty {
      if let none { lines.append("\(title): \(none)") }
      return
    }
    lines.append(title)
    for rule in rules { lines += Self.lines(of: rule).map { "  " + $0 } }
  }

  /// One rule's evaluation: a line for the rule, then one for each leaf.
  package static func lines(of rule: Explanation.Rule) -> [String] {
    var lines: [String] = []
    var head = "\(rule.rule): \(rule.result == "no" ? "does not hit" : rule.result)"
    if rule.isPart {
      head += ", a part"
    } else if rule.stage != "active" {
      head += ", a \(rule.stage), counts for nothing"
    } else if rule.result == "hit" {
      head += ", counts \(signed(rule.counted))"
      if rule.counted != rule.weight { head += " of \(signed(rule.weight)): the cap of “\(rule.group)” is reached" }
    }
    lines.append("\(head) (\(rule.definedAt))")
    if let because = rule.because { lines.append("  because  \(because)") }
    if !rule.labels.isEmpty { lines.append("  labels   \(rule.labels.joined(separator: ", "))") }
    lines.append("  when     \(rule.when ?? "all of them")")
    let width = rule.leaves.map(\.name.count).max() ?? 0
    for leaf in rule.leaves {
      var line = "    \(column(leaf.name, width)) \(column(leaf.result, 10)) "
      if let place = leaf.place {
        line += "\(leaf.kind) in \(place)"
      } else if leaf.value == nil, leaf.bounds == nil {
        line += leaf.kind
      } else if leaf.kind.hasPrefix("hits of ") {
        line += "\(leaf.kind) (\((leaf.bounds ?? []).joined(separator: ", ")))"
      } else {
        line +=
          "\(leaf.kind) = \(leaf.value.map(decimal) ?? "unknown") (\((leaf.bounds ?? []).joined(separator: ", ")))"
      }
      if let span = leaf.span { line += ": “\(leaf.text ?? "")” at \(range(span))" }
      lines.append(line)
    }
    return lines
  }

  private mutating func sums() {
    if !explanation.groups.isEmpty { lines.append("Groups") }
    for group in explanation.groups {
      let cut = group.sum == group.counted ? "" : " of \(signed(group.sum))"
      lines.append("  \(column(group.group, 14)) \(signed(group.counted))\(cut), cap \(decimal(group.cap))")
    }
    lines.append("Score \(decimal(explanation.score))")
    for threshold in explanation.thresholds {
      let distance =
        threshold.missing > 0
        ? "\(decimal(threshold.missing)) more would reach it" : "reached, \(decimal(-threshold.missing)) to spare"
      let groups = threshold.verdict == "bot" ? ", with evidence from \(explanation.botGroups) groups" : ""
      lines.append("  \(column(threshold.verdict, 10)) from \(decimal(threshold.score))\(groups): \(distance)")
    }
    for obstacle in explanation.obstacles { lines.append("  no bot: \(obstacle)") }
    if !explanation.labels.isEmpty { lines.append("Labels: \(explanation.labels.joined(separator: ", "))") }
    lines.append("Verdict: \(explanation.verdict); fit: \(explanation.fit)")
  }

  private mutating func changes() {
    if explanation.changes.isEmpty {
      lines.append("The verdict would have been the same without any few of these rules or groups.")
      return
    }
    lines.append("The verdict would have been another")
    for change in explanation.changes {
      let verdict = change.verdict == "genuine" ? "neither suspicious nor bot" : change.verdict
      let all = change.withoutGroups.isEmpty ? "" : "all of "
      let names = (change.without + change.withoutGroups).joined(separator: " and ")
      lines.append("  without \(all)\(names): \(verdict), \(decimal(change.score))")
    }
  }
}

/// `bytes 7–18`.
private func range(_ span: [Int]) -> String { "bytes \(span[0])–\(span[1])" }

private func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + decimal(value) }
