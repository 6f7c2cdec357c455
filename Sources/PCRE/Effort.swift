internal import CPCRE2

extension Pattern {
  /// More of it is not counted.
  private static let mostEffort = 1 << 15

  /// What it takes to find out that no match begins at a place: the bytes that are looked at from there, or the steps back,
  /// whichever are more. Counted, not timed, so that it is the same on every machine and at any load.
  ///
  /// How far a match looks PCRE2 tells by partial matching: it says whether it has come to the end of a text. Steps are
  /// those of the interpreter, which counts each of them against its match limit. Both are found by doubling, and so are known
  /// to a factor of two.
  ///
  /// - Parameter start: not inside a character; the text is valid UTF-8.
  /// - Returns: nil where a match does begin there.
  package func effort(at start: Int, in text: Span<UInt8>) -> Int? {
    guard let data = unsafe pcre2_match_data_create_8(1, nil), let context = unsafe pcre2_match_context_create_8(nil)
    else { fatalError("out of memory") }
    defer {
      unsafe pcre2_match_data_free_8(data)
      unsafe pcre2_match_context_free_8(context)
    }
    unsafe pcre2_set_offset_limit_8(context, start)
    var (reach, steps) = (16, 16)
    return unsafe text.withUnsafeBufferPointer { buffer -> Int? in
      while max(reach, steps) < Pattern.mostEffort {
        var end = min(start + reach, buffer.count)
        while end < buffer.count, unsafe buffer[end] & 0xC0 == 0x80 { end += 1 }
        // The real end may be looked at, another one only begs for more.
        let isWhole = end == buffer.count
        unsafe pcre2_set_match_limit_8(context, UInt32(steps))
        let options = UInt32(PCRE2_NO_JIT) | UInt32(PCRE2_NO_UTF_CHECK) | (isWhole ? 0 : UInt32(PCRE2_PARTIAL_HARD))
        let code = unsafe pcre2_match_8(code, buffer.baseAddress ?? emptyText, end, start, options, data, context)
        switch code {
        case 0...: return nil
        case PCRE2_ERROR_PARTIAL: reach *= 2
        case PCRE2_ERROR_MATCHLIMIT: steps *= 2
        case PCRE2_ERROR_NOMATCH: return max(min(reach, buffer.count - start), steps)
        default: return Pattern.mostEffort
        }
      }
      return Pattern.mostEffort
    }
  }
}
