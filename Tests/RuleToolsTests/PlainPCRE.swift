import CPCRE2

/// PCRE2 and nothing else: its own defaults, the whole text at once, no limits of ours.
@safe final class PlainPCRE {
  private nonisolated(unsafe) let code: OpaquePointer
  private nonisolated(unsafe) let data: OpaquePointer

  /// - Returns: nil for what PCRE2 does not compile.
  init?(_ pattern: String) {
    let bytes = Array(pattern.utf8)
    var (problem, offset): (Int32, Int) = (0, 0)
    let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_MATCH_INVALID_UTF)
    let compiled = unsafe bytes.withUnsafeBufferPointer {
      unsafe pcre2_compile_8($0.baseAddress, $0.count, options, &problem, &offset, nil)
    }
    guard let compiled = unsafe compiled, let data = unsafe pcre2_match_data_create_from_pattern_8(compiled, nil) else {
      return nil
    }
    unsafe code = compiled
    unsafe self.data = data
    unsafe pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_code_free_8(code)
  }

  /// - Returns: nil where PCRE2 itself gave up.
  func matches(_ text: [UInt8]) -> Bool? {
    let result = unsafe text.withUnsafeBufferPointer {
      unsafe pcre2_match_8(code, $0.baseAddress, $0.count, 0, 0, data, nil)
    }
    return result >= 0 ? true : result == PCRE2_ERROR_NOMATCH ? false : nil
  }
}
