import Inbox
import Logging
import RuleFiles
import Rules
import Signals
import Synchronization

/// The rules in use. Whoever judges a dump takes them once and keeps them to its end.
final class RuleKeeper: Sendable {
  private struct State {
    var rules: RuleSet
    var files: [RuleFile]
  }

  /// A rule file as it lay on disk.
  struct RuleFile: Hashable, Sendable {
    let folder: String
    let name: FileName
    let status: FileStatus
  }

  let folders: [String]
  private let state: Mutex<State>

  /// - Parameter files: the rule files as they were before `rules` were read from them.
  init(_ rules: RuleSet, folders: [String], files: [RuleFile]) {
    self.folders = folders
    state = Mutex(State(rules: rules, files: files))
  }

  var rules: RuleSet { state.withLock { $0.rules } }

  /// What became of a reload.
  enum Outcome {
    case untouched
    case loaded(RuleSet)
    /// The rules in use stay.
    case broken([Diagnostic])
  }

  /// Loads the rules if a file of them has changed, and takes them into use if all are sound.
  ///
  /// - Parameters:
  ///   - isForced: also when no file seems changed.
  ///   - begin: called before loading.
  func reload(isForced: Bool, begin: () -> Void) -> Outcome {
    let files = Self.files(in: folders)
    guard isForced || files != state.withLock({ $0.files }) else { return .untouched }
    begin()
    let load = loadRules(directories: folders, signals: Signal.names)
    state.withLock { $0.files = files }
    guard let rules = load.rules else { return .broken(load.diagnostics) }
    state.withLock { $0.rules = rules }
    return .loaded(rules)
  }

  /// Every file that rules may be read from: those of the folders and of their `lists`.
  static func files(in folders: [String]) -> [RuleFile] {
    watched(folders).flatMap { path -> [RuleFile] in
      guard let folder = try? Folder(path: path), let names = try? folder.names() else { return [] }
      return names.sorted().compactMap { name in
        guard let status = try? folder.status(of: name), status.kind != .folder else { return nil }
        return RuleFile(folder: path, name: name, status: status)
      }
    }
  }

  static func watched(_ folders: [String]) -> [String] { folders.flatMap { [$0, "\($0)/lists"] } }
}
