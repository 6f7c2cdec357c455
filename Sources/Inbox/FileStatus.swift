package import Glibc

/// What the kernel says of a file.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case file, folder, symbolicLink, fifo, socket, device }

  package let kind: Kind
  package let device: UInt64
  package let inode: UInt64
  package let links: Int
  /// Bytes.
  package let size: Int
  /// Permission bits.
  package let mode: mode_t
  /// Nanoseconds since 1970.
  package let modified: Int
  /// Nanoseconds since 1970 of the last change of content, name, owner, mode or links.
  package let changed: Int

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      default: .device
      }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    links = Int(status.st_nlink)
    size = Int(status.st_size)
    mode = status.st_mode & 0o7777
    modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    changed = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
  }

  /// Whether both are of one file, whatever has become of its content.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

  /// Whether neither file nor content has changed. A rename changes `changed` and is no change of either.
  func isUnchanged(from other: FileStatus) -> Bool {
    isSameFile(as: other) && size == other.size && modified == other.modified
  }
}
