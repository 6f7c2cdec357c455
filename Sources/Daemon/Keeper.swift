import Dumps
import FormatFiles
import Inbox
import Logging
import RuleFiles
import Rules
import Signals
import Synchronization

/// A file of a folder that is read, as it lay on disk.
struct WatchedFile: Hashable, Sendable {
  let folder: String
  let name: FileName
  let status: FileStatus

  /// Every file of some folders and of their `lists`.
  static func all(in folders: [String]) -> [WatchedFile] {
    places(folders).flatMap { path -> [WatchedFile] in
      guard let folder = try? Folder(path: path), let names = try? folder.names() else { return [] }
      return names.sorted().compactMap { name in
        guard let status = try? folder.status(of: name), status.kind != .folder else { return nil }
        return WatchedFile(folder: path, name: name, status: status)
      }
    }
  }

  static func places(_ folders: [String]) -> [String] { folders.flatMap { [$0, "\($0)/lists"] } }
}

/// The rules or the maps of formats in use. Whoever judges a dump takes them once and keeps them to its end.
final class Keeper<Kept: Sendable>: Sendable {
  private struct State {
    var kept: Kept
    var files: [WatchedFile]
  }

  let folders: [String]
  private let state: Mutex<State>
  private let load: @Sendable ([String]) -> (Kept?, [Diagnostic])

  /// - Parameters:
  ///   - files: the files as they were before `kept` was read from them.
  ///   - load: reads the folders; gives nothing where anything is wrong.
  init(
    _ kept: Kept, folders: [String], files: [WatchedFile], load: @escaping @Sendable ([String]) -> (Kept?, [Diagnostic])
  ) {
    self.folders = folders
    self.load = load
    state = Mutex(State(kept: kept, files: files))
  }

  var current: Kept { state.withLock { $0.kept } }

  /// What became of a reload.
  enum Outcome {
    case untouched
    case loaded(Kept)
    /// Those in use stay.
    case broken([Diagnostic])
  }

  /// Loads the files if one of them has changed, and takes them into use if all are sound.
  ///
  /// - Parameters:
  ///   - isForced: also when no file seems changed.
  ///   - begin: called before loading.
  func reload(isForced: Bool, begin: () -> Void) -> Outcome {
    let files = WatchedFile.all(in: folders)
    guard isForced || files != state.withLock({ $0.files }) else { return .untouched }
    begin()
    let (loaded, diagnostics) = load(folders)
    state.withLock { $0.files = files }
    guard let loaded else { return .broken(diagnostics) }
    state.withLock { $0.kept = loaded }
    return .loaded(loaded)
  }
}

extension Keeper<RuleSet> {
  convenience init(_ rules: RuleSet, folders: [String], files: [WatchedFile]) {
    self.init(rules, folders: folders, files: files) { folders in
      let load = loadRules(directories: folders, signals: Signal.names)
      return (load.rules, load.diagnostics)
    }
  }
}

extension Keeper<FormatSet> {
  convenience init(_ formats: FormatSet, folders: [String], files: [WatchedFile]) {
    self.init(formats, folders: folders, files: files) { folders in
      let load = loadFormats(directories: folders)
      return (load.formats, load.diagnostics)
    }
  }
}
