/// What the daemon remembers between runs, one symbolic link for each fact: a link and the text it points at come into
/// being by one system call, whole or not at all.
struct Records: Sendable {
  private let folder: Folder

  init(in folder: Folder) {
    self.folder = folder
  }

  /// The text recorded under a key.
  func text(_ key: FileName) throws(SystemError) -> String? { try folder.link(key) }

  /// Records a text under a key that has none, on disk when it returns.
  ///
  /// - Returns: the text that stands there now, this one or an older one.
  func add(_ key: FileName, _ text: String) throws(SystemError) -> String {
    if try folder.makeLink(key, to: text) {
      try synchronize(removing: key)
      return text
    }
    return try self.text(key) ?? text
  }

  /// Records a text in the place of what stood there, on disk when it returns.
  func replace(_ key: FileName, _ text: String) throws(SystemError) {
    let temporary = FileName(own: ".saring-\(key)")
    try folder.remove(temporary)
    _ = try folder.makeLink(temporary, to: text)
    _ = try folder.rename(temporary, to: folder, as: key, replacing: true)
    try synchronize(removing: key)
  }

  /// Records a text in the place of what stood there, on disk some time later.
  func note(_ key: FileName, _ text: String) throws(SystemError) {
    try folder.remove(key)
    _ = try folder.makeLink(key, to: text)
  }

  /// Forgets a key. It may come back when the power fails.
  func remove(_ key: FileName) throws(SystemError) { try folder.remove(key) }

  /// A record of which nobody knows whether it is on disk is taken back: it must be made anew, not saved again.
  private func synchronize(removing key: FileName) throws(SystemError) {
    do {
      try folder.synchronize()
    } catch {
      try? folder.remove(key)
      throw error
    }
  }
}

/// How often each content has been begun and not ended: a dump that brings the daemon down is set aside.
package struct Attempts: Sendable {
  private let folder: Folder
  private let records: Records

  /// Crashes after which a dump is not tried again.
  package static let most = 3

  package init(_ tree: Tree) {
    folder = tree.attempts
    records = Records(in: folder)
  }

  /// Attempts on all contents together that did not end.
  package func total() throws(SystemError) -> Int {
    var total = 0
    for name in try folder.names() { total += try records.text(name).flatMap { Int($0) } ?? 0 }
    return total
  }

  /// Attempts on a content that did not end.
  package func count(_ content: String) throws(SystemError) -> Int {
    try records.text(FileName(own: content)).flatMap { Int($0) } ?? 0
  }

  /// Counts one more attempt, on disk when it returns.
  ///
  /// - Parameter content: the digest of the dump's content.
  /// - Returns: how many earlier attempts did not end.
  package func begin(_ content: String) throws(SystemError) -> Int {
    let earlier = try count(content)
    try records.replace(FileName(own: content), "\(earlier + 1)")
    return earlier
  }

  /// The attempt did not bring the daemon down.
  ///
  /// - Parameter earlier: what `begin` returned, where the dump is still to be judged; 0 where it has been.
  package func end(_ content: String, earlier: Int = 0) throws(SystemError) {
    let key = FileName(own: content)
    if earlier == 0 { try records.remove(key) } else { try records.replace(key, "\(earlier)") }
  }
}
