internal import CPCRE2

/// What is known about the PCRE2 this process is linked with.
package enum PCRELibrary {
  /// As the library gives it: `10.42 2022-12-11`.
  package static var version: String {
    var text = [UInt8](repeating: 0, count: 64)
    let count = unsafe text.withUnsafeMutableBytes { buffer in
      unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), buffer.baseAddress)
    }
    // The length includes the closing zero.
    return count > 0 ? String(decoding: text.prefix(Int(count) - 1), as: UTF8.self) : ""
  }

  /// Whether the library was built with its just-in-time compiler.
  package static var hasJIT: Bool {
    var answer: UInt32 = 0
    let result = unsafe withUnsafeMutablePointer(to: &answer) { pointer in
      unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_JIT), pointer)
    }
    return result >= 0 && answer == 1
  }

  /// Whether a pattern compiled in this process really becomes machine code. `MemoryDenyWriteExecute=yes` takes
  /// that away from a service without any error: matching then falls back to the interpreter.
  package static func jitWorks() -> Bool {
    (try? Pattern("a"))?.isJIT ?? false
  }
}
