import ArgumentParser
import Foundation
import RuleFiles
import Rules
import Signals

/// Where rules come from, for every command that judges.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A folder of rule files; give it again for further layers. Default: the stock rules beside the program, then /etc/saring/rules.",
      valueName: "folder"))
  var rules: [String] = []

  /// The folders asked for, or the stock rules and, where it exists, the user's own layer.
  var folders: [String] {
    if !rules.isEmpty { return rules }
    let own = "/etc/saring/rules"
    return [Self.stock] + (FileManager.default.fileExists(atPath: own) ? [own] : [])
  }

  /// `../share/saring/rules` beside the installed program; in a checkout, the `rules` folder above `.build`.
  private static var stock: String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let installed = program.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/saring/rules").path
    if FileManager.default.fileExists(atPath: installed) { return installed }
    var folder = program.deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("rules").path
      if FileManager.default.fileExists(atPath: candidate + "/policy.yaml") { return candidate }
      folder.deleteLastPathComponent()
    }
    return installed
  }

  /// Loads all rules or ends the program with every error that was found.
  ///
  /// - Parameter above: a further folder above all others.
  func load(above: String? = nil) throws -> RuleSet {
    try loadOrEnd(folders + (above.map { [$0] } ?? [])).rules
  }
}

/// Loads the rules of some folders, with all that was read, or ends the program with every error that was found.
func loadOrEnd(_ folders: [String]) throws -> (rules: RuleSet, load: RuleLoad) {
  let load = loadRules(directories: folders, signals: Signal.names)
  for diagnostic in load.diagnostics { printError(diagnostic.withSourceLine) }
  guard let rules = load.rules else { throw ExitCode(2) }
  return (rules, load)
}
