internal import CPCRE2
internal import Glibc

/// What a search came to.
package enum SearchResult: Hashable, Sendable {
  /// In bytes of the text.
  case match(Range<Int>)
  case none
  case couldNotFinish(Unfinished)
}

/// Why a search was given up. It is then not known whether the text matches.
package enum Unfinished: String, Hashable, Sendable {
  case time = "the time for one search ran out"
  case matchLimit = "too much backtracking"
  case memory = "too much memory"
  case invalidText = "the text is not valid UTF-8"
  case other = "PCRE2 gave up"
}

extension Pattern {
  /// Nanoseconds from which the time that others had the processor is taken off.
  private static let noticeable: UInt64 = 1_000_000

  /// Finds the first match in any bytes, within the scratch's limits.
  ///
  /// PCRE2 itself checks the first slice's text for valid UTF-8, so no bytes can lead it astray; only later slices
  /// of the same text skip the check.
  ///
  /// - Parameter start: where a match may begin at the earliest, at most the text's count and not inside a character; what
  ///   stands before it can still be looked back at.
  package func search(_ text: Span<UInt8>, from start: Int = 0, with scratch: MatchScratch) -> SearchResult {
    scratch.prepare(for: self)
    return unsafe text.withUnsafeBufferPointer { buffer in
      unsafe search(buffer.baseAddress ?? emptyText, count: buffer.count, from: start, with: scratch)
    }
  }

  private func search(
    _ text: UnsafePointer<UInt8>, count: Int, from first: Int, with scratch: MatchScratch
  ) -> SearchResult {
    let limits = scratch.limits
    if isAnchored || count <= limits.singleSlice {
      unsafe pcre2_set_offset_limit_8(scratch.context, saring_pcre2_unset())
      let code = unsafe pcre2_match_8(code, text, count, first, 0, scratch.data, scratch.context)
      return result(code, scratch)
    }

    // Where nothing is left, even one slice for each of many patterns would add up.
    if scratch.budget == 0 { return .couldNotFinish(.time) }
    let allowed = min(limits.search, scratch.budget)
    let began = nanoseconds(CLOCK_MONOTONIC)
    let beganWork = nanoseconds(CLOCK_THREAD_CPUTIME_ID)
    var start = first
    var options: UInt32 = 0
    while true {
      let limit = min(start + limits.slice - 1, count)
      unsafe pcre2_set_offset_limit_8(scratch.context, limit)
      let code = unsafe pcre2_match_8(code, text, count, start, options, scratch.data, scratch.context)
      var elapsed = nanoseconds(CLOCK_MONOTONIC) - began
      // The wall clock costs next to nothing, and runs on while others have the processor, which must change no verdict.
      if elapsed > Self.noticeable { elapsed = min(elapsed, nanoseconds(CLOCK_THREAD_CPUTIME_ID) - beganWork) }
      if code != PCRE2_ERROR_NOMATCH || limit == count {
        scratch.spend(elapsed)
        return result(code, scratch)
      }
      if elapsed > allowed {
        scratch.spend(elapsed)
        return .couldNotFinish(.time)
      }
      start = limit + 1
      // A start offset inside a character is an error once the check is off.
      while start < count, unsafe text[start] & 0xC0 == 0x80 { start += 1 }
      if !takesInvalidUTF8 { options = UInt32(PCRE2_NO_UTF_CHECK) }
    }
  }

  private func result(_ code: Int32, _ scratch: MatchScratch) -> SearchResult {
    switch code {
    // 0: more groups than the scratch keeps; the match itself is in place.
    case 0...:
      if let range = scratch.capture(0) { return .match(range) }
      return .couldNotFinish(.other)
    case PCRE2_ERROR_NOMATCH: return .none
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT: return .couldNotFinish(.matchLimit)
    case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_NOMEMORY: return .couldNotFinish(.memory)
    case PCRE2_ERROR_UTF8_ERR21...PCRE2_ERROR_UTF8_ERR1, PCRE2_ERROR_BADUTFOFFSET:
      return .couldNotFinish(.invalidText)
    default: return .couldNotFinish(.other)
    }
  }
}

extension MatchScratch {
  func spend(_ nanoseconds: UInt64) {
    budget = budget == .max ? .max : budget - min(budget, nanoseconds)
  }
}

private func nanoseconds(_ clock: clockid_t) -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(clock, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
