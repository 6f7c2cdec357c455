import PCRE

/// What `saring --version` prints.
enum Version {
  static let number = "0.1.0"

  /// The program's version with those of what it stands on, and whether patterns run as machine code.
  static var text: String {
    "saring \(number) (PCRE2 \(PCRELibrary.version), JIT \(PCRELibrary.jitWorks() ? "on" : "off"))"
  }
}
