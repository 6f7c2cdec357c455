import Foundation
import Testing

/// The tables against the generator that made them, where the ICU is installed that it read.
struct GeneratorTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  private static var tables: URL { sources.appending(path: "CUnicode/tables.c") }

  /// The first line of the tables names the ICU: `… from ICU 72's data …`.
  private static var icu: String {
    let text = (try? String(contentsOf: tables, encoding: .utf8)) ?? ""
    return String(text.prefix(200).split(separator: "ICU ").last?.prefix(while: \.isNumber) ?? "")
  }

  private static var isInstalled: Bool {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
    return FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
      && folders.contains { FileManager.default.fileExists(atPath: "/usr/lib/\($0)/libicuuc.so.\(icu)") }
  }

  @Test(.enabled(if: isInstalled)) func reproducesTheTables() throws {
    let made = FileManager.default.temporaryDirectory.appending(path: "tables-\(UUID().uuidString).c")
    defer { try? FileManager.default.removeItem(at: made) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [Self.sources.appending(path: "Text/Tables/generate.py").path, made.path]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try Data(contentsOf: made) == Data(contentsOf: Self.tables))
  }
}
