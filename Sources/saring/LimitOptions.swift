import ArgumentParser
import Dumps

/// What a dump may measure, for `watch`, `classify` and `report`.
struct LimitOptions: ParsableArguments {
  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Another limit on dumps, like record=2M; may be given again. Names and defaults: \(Limit.all.map(\.description).joined(separator: ", ")).",
      valueName: "name=number"))
  var texts: [String] = []

  func validate() throws { _ = try load() }

  func load() throws -> DumpLimits {
    var limits = DumpLimits()
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let limit = Limit.all.first(where: { $0.name == parts[0] }) else {
        throw ValidationError(
          "--limit takes NAME=NUMBER, and names are \(Limit.all.map(\.name).joined(separator: ", ")).")
      }
      guard let number = number(parts[1]), limit.range.contains(number) else {
        throw ValidationError(
          "--limit \(limit.name) must be between \(limit.range.lowerBound) and \(limit.range.upperBound).")
      }
      limits[keyPath: limit.path] = number
    }
    return limits
  }
}

/// A limit that may be set.
private struct Limit: CustomStringConvertible, Sendable {
  let name: String
  let path: any WritableKeyPath<DumpLimits, Int> & Sendable
  let range: ClosedRange<Int>

  var description: String { "\(name)=\(shortened(DumpLimits()[keyPath: path]))" }

  static let all = [
    Limit(name: "file", path: \.fileBytes, range: 1...1 << 50),
    Limit(name: "record", path: \.recordBytes, range: 256...1 << 30),
    Limit(name: "text", path: \.textBytes, range: 16...1 << 20),
    Limit(name: "document", path: \.documentBytes, range: 256...2 << 30),
    Limit(name: "depth", path: \.depth, range: 4...1024),
    Limit(name: "columns", path: \.columns, range: 1...1 << 16),
    Limit(name: "expansion", path: \.expansion, range: 1...1 << 20),
    Limit(name: "members", path: \.members, range: 1...1 << 20),
    Limit(name: "shared", path: \.sharedBytes, range: 1024...2 << 30),
    Limit(name: "posts", path: \.posts, range: 1...1 << 24),
    Limit(name: "post-text", path: \.postBytes, range: 1024...4 << 30),
  ]
}

/// A number with an optional K, M, G or T, each 1024 times the one before.
func number(_ text: Substring) -> Int? {
  let powers: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
  guard let power = text.last.flatMap({ powers[$0] }) else { return text.first == "+" ? nil : Int(text) }
  guard let count = number(text.dropLast()), text.dropLast().last?.isNumber == true else { return nil }
  let (product, isTooLarge) = count.multipliedReportingOverflow(by: 1 << power)
  return isTooLarge ? nil : product
}

private func shortened(_ number: Int) -> String {
  for (letter, power) in [("G", 30), ("M", 20), ("K", 10)] where number >= 1 << power && number % (1 << power) == 0 {
    return "\(number >> power)\(letter)"
  }
  return "\(number)"
}
