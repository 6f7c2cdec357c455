import Dumps
import Foundation
import Rules
import Testing

@testable import FormatFiles
@testable import YAMLFiles

/// Format files: what is wrong is told with its place, what is right is loaded.
struct FormatFileTests {
  /// A folder that goes away with its last user.
  private final class Scratch {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)").path

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static let good = """
    format: kedai
    title: a shop's export
    records: [items, "."]
    comment:
      known-by: { has: [nr, body] }
      id: nr
      text: { from: body, html: true }
    """

  @Test func theProgramsOwnMapsAreWhole() throws {
    let load = loadFormats()
    #expect(load.diagnostics.map(\.description) == [])
    let formats = try #require(load.formats)
    #expect(formats.maps.count == 13)
    #expect(Set(formats.maps.map(\.name)).count == 13)
    for map in formats.maps {
      #expect(!map.comment.text.isEmpty)
      #expect(map.xml != nil || !map.comment.condition.has.isEmpty || !map.comment.condition.any.isEmpty)
    }
  }

  @Test func ownMapsComeFirstAndTakePlaces() throws {
    let disqus = Self.good.replacing("kedai", with: "disqus")
    let scratch = try Scratch(["b.yaml": Self.good, "a.yml": disqus, ".hidden.yaml": "x", "note.txt": "x"])
    let load = loadFormats(directories: [scratch.path])
    #expect(load.diagnostics.map(\.description) == [])
    let maps = try #require(load.formats).maps
    #expect(maps.prefix(2).map(\.name) == ["disqus", "kedai"])
    #expect(maps.count == 14)
    #expect(maps[0].xml == nil)
    #expect(maps[1].records.map(\.description) == ["items", "."])
    #expect(maps[1].comment.text.map(\.isHTML) == [true])
  }

  @Test(arguments: [
    ("", ["1:1 empty-file"]),
    ("- a", ["1:1 wrong-type"]),
    ("format: kedai", ["1:1 missing-key", "1:1 missing-key"]),
    (good.replacing("nr, body", with: ""), ["5:20 missing-value"]),
    (good.replacing("has:", with: "hat:"), ["5:13 missing-key", "5:15 unknown-key"]),
    (good.replacing("{ has: [nr, body] }", with: "{ lacks: x }"), ["5:13 missing-key"]),
    (good.replacing("  text: { from: body, html: true }", with: ""), ["5:3 missing-key"]),
    (good.replacing("html: true", with: "html: yes"), ["7:29 wrong-type"]),
    (good.replacing("from: body", with: "from: body..x"), ["7:17 bad-path"]),
    (good.replacing("format: kedai", with: "format: Kedai_1"), ["1:9 bad-name"]),
    (good.replacing("format: kedai", with: "format: ndjson"), ["1:9 bad-name"]),
    (good.replacing("records: [items, \".\"]", with: "dates: day"), ["1:1 missing-key", "3:8 unknown-value"]),
    (good + "\npost: { text: a }", ["8:7 missing-key", "8:7 missing-key"]),
    (good + "\nxml: { root: a }", ["8:6 missing-key"]),
    (good + "\n  skip: [{ from: a }, b]\n", ["8:10 missing-key", "8:23 wrong-type"]),
    (good + "\n  label: { bot: a }\n", ["8:10 missing-key"]),
    (good + "\n  id: x\n", ["8:3 duplicate-key"]),
  ]) func whatIsWrongIsToldWithItsPlace(text: String, expected: [String]) throws {
    let scratch = try Scratch(["a.yaml": text])
    let load = loadFormats(directories: [scratch.path])
    #expect(load.formats == nil)
    #expect(load.diagnostics.map { "\($0.position.line):\($0.position.column) \($0.id)" } == expected)
    #expect(load.diagnostics.allSatisfy { $0.position.file == "\(scratch.path)/a.yaml" })
  }

  @Test func twoFormatsOfOneNameAndAMissingFolder() throws {
    let scratch = try Scratch(["a.yaml": Self.good, "b.yaml": Self.good])
    #expect(loadFormats(directories: [scratch.path]).diagnostics.map(\.id) == ["duplicate-format"])
    #expect(loadFormats(directories: ["\(scratch.path)/none"]).diagnostics.map(\.id) == ["unreadable-folder"])
  }

  /// No change of a format file makes the loader crash or keep silent about why there is no map.
  @Test func anyChangeIsSurvived() {
    var state: UInt64 = 11
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let spice = Array("{}[]:,-'\"#*&!|>%@\n\t .\\")
    for _ in 0..<2_000 {
      var text = Array(Self.good)
      for _ in 0...draw(3) {
        let place = draw(text.count)
        switch draw(3) {
        case 0: text[place] = spice[draw(spice.count)]
        case 1: text.insert(spice[draw(spice.count)], at: place)
        default: text.removeSubrange(place..<min(text.count, place + 1 + draw(8)))
        }
      }
      var reader = FormatFileReader()
      reader.read(SourceText(file: "a.yaml", text: String(text)))
      #expect(reader.maps.count == 1 || reader.problems.count > 0 || text.allSatisfy(\.isWhitespace))
    }
  }

  /// The example in the manual is a map that loads.
  @Test func theManualsExampleLoads() throws {
    let manual = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/saring/Saring.docc/Formats.md")
    let text = try String(contentsOf: manual, encoding: .utf8)
    let start = try #require(text.firstRange(of: "```yaml\n")).upperBound
    let end = try #require(text[start...].firstRange(of: "```")).lowerBound
    let scratch = try Scratch(["manual.yaml": String(text[start..<end])])
    #expect(loadFormats(directories: [scratch.path]).diagnostics.map(\.description) == [])
  }
}
