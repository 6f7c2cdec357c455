import Classifier
import Dumps
import Foundation
import RuleFiles
import Rules
import Signals
import Testing

@testable import Evaluation

/// Small rule sets and dumps in a scratch folder.
struct Toy {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static func corpus(_ name: String) -> String { root.appendingPathComponent("Tests/Corpora/\(name).ndjson").path }

  /// A comment of a dump.
  struct Row {
    var text: String
    var label: String?
    var post = "p1"
    var postText: String? = "Kek batik dan roti"
    var author: String?

    init(_ text: String, _ label: String?, post: String = "p1", postText: String? = "Kek batik dan roti") {
      self.text = text
      self.label = label
      self.post = post
      self.postText = postText
    }
  }

  /// Loads rule files, the later layers higher.
  static func rules(_ layers: String...) throws -> RuleSet {
    try inScratch { folder in
      var folders: [String] = []
      for (index, text) in layers.enumerated() {
        let layer = folder.appendingPathComponent("\(index)")
        try FileManager.default.createDirectory(at: layer, withIntermediateDirectories: false)
        try Data(text.utf8).write(to: layer.appendingPathComponent("rules.yaml"))
        folders.append(layer.path)
      }
      let load = loadRules(directories: folders, signals: Signal.names)
      return try #require(load.rules, "\(load.diagnostics.map(\.withSourceLine).joined(separator: "\n"))")
    }
  }

  static func judged(
    _ rows: [Row], _ rules: RuleSet, name: String = "toy.ndjson", postTexts: Bool = true, swapSeed: UInt64? = 1
  ) throws -> JudgedSet {
    try inScratch { folder in
      let file = folder.appendingPathComponent(name)
      try dump(rows).write(to: file)
      return try JudgedSet(
        DumpInput.opening(path: file.path), Classifier(rules: rules, workers: 2), postTexts: postTexts,
        swapSeed: swapSeed)
    }
  }

  static func dump(_ rows: [Row]) throws -> Data {
    var data = Data()
    for (number, row) in rows.enumerated() {
      var keys: [String: String] = ["id": "\(number)", "post_id": row.post, "text": row.text, "author": "a\(number)"]
      keys["label"] = row.label
      keys["post_text"] = row.postText
      data += try JSONSerialization.data(withJSONObject: keys, options: .sortedKeys) + Data("\n".utf8)
    }
    return data
  }

  static func inScratch<Result>(_ work: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try work(folder)
  }

  /// Suspicious from 2.5, bot from 5 with two groups. `shop.tiket` alone is flagged, `shop.pulsa` and `job.kerja` only
  /// together or with more; `trust.tanya` speaks for a comment.
  static let plain = """
    policy: { suspicious: 2.5, bot: 5, bot-groups: 2 }
    group: shop
    cap: 3
    rules:
      - { id: shop.tiket, weight: 3, words: tiket }
      - { id: shop.pulsa, weight: 2, words: pulsa }
    """
  static let job = "group: job\ncap: 4\nrules: [{ id: job.kerja, weight: 2, words: kerja }]\n"
  static let trust = "group: trust\nkind: trust\ncap: -2\nrules: [{ id: trust.tanya, weight: -1, words: tanya }]\n"
}
