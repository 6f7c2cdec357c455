import ArgumentParser
import Dumps
import FormatFiles
import Foundation
import Rules

/// Where maps of formats come from, for every command that reads dumps.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("formats"),
    help: ArgumentHelp(
      "A folder of maps of formats, held against files before the program's own; may be given again. Default: /etc/saring/formats.",
      valueName: "folder"))
  var folders: [String] = []

  /// The folders asked for, or, where it exists, the user's own.
  var used: [String] {
    let own = "/etc/saring/formats"
    return folders.isEmpty && FileManager.default.fileExists(atPath: own) ? [own] : folders
  }

  /// Loads all maps or ends the program with every error that was found.
  func load() throws -> FormatSet {
    let load = loadFormats(directories: used)
    for diagnostic in load.diagnostics { printError(diagnostic.withSourceLine) }
    guard let formats = load.formats else { throw ExitCode(2) }
    return formats
  }
}
