internal import Bytes
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
  case budget = "the time for all searches over one text ran out"
  case matchLimit = "too much backtracking"
  case memory = "too much memory"
  case invalidText = "the text is not valid UTF-8"
  case other = "PCRE2 gave up"
}

extension Pattern {
  /// Finds the first match in any bytes, within the scratch's limits.
  ///
  /// PCRE2 itself checks the first slice's text for valid UTF-8, so no bytes can lead it astray; only later slices
  /// of the same text skip the check, and texts whose kind says that they are valid.
  ///
  /// - Parameters:
  ///   - start: where a match may begin at the earliest, at most the text's count and not inside a character; what stands
  ///     before it can still be looked back at.
  ///   - last: where a match may begin at the latest, not before `start`; may lie beyond the text.
  ///   - kind: the text's own, for callers that search it for many patterns; nil where it is not known.
  package func search(
    _ text: Span<UInt8>, from start: Int = 0, through last: Int = .max, of kind: TextKind? = nil,
    with scratch: MatchScratch
  ) -> SearchResult {
    let (code, options) = unsafe code(for: kind ?? TextKind(of: text))
    return unsafe text.withUnsafeBufferPointer { buffer in
      unsafe search(
        code, options, buffer.baseAddress ?? emptyText, count: buffer.count, from: start,
        through: min(last, buffer.count), with: scratch)
    }
  }

  private func search(
    _ pattern: OpaquePointer, _ firstOptions: UInt32, _ text: UnsafePointer<UInt8>, count: Int, from first: Int,
    through end: Int, with scratch: MatchScratch
  ) -> SearchResult {
    let limits = scratch.limits
    if count <= limits.singleSlice, !scratch.isMetered {
      let code = unsafe match(pattern, text, count, from: first, to: end, .cautious, firstOptions, scratch)
      if code != PCRE2_ERROR_MATCHLIMIT { return result(code, scratch) }
    }
    // Where nothing is left, even one slice for each of many patterns would add up.
    if scratch.budget == 0 { return .couldNotFinish(.budget) }
    let clock = SearchClock()
    defer { scratch.spend(clock.spent) }
    var start = first
    var options = firstOptions
    // Places before this one are looked at by themselves, as a slice that holds them takes much backtracking.
    var laborious = first
    while true {
      let isSingle = start < laborious || isAnchored
      let limit = isAnchored ? end : isSingle ? start : min(start + limits.slice - 1, end)
      let code = unsafe match(
        pattern, text, count, from: start, to: limit, isSingle ? .full : .cautious, options, scratch)
      if code == PCRE2_ERROR_MATCHLIMIT, !isSingle {
        laborious = limit + 1
        continue
      }
      if code != PCRE2_ERROR_NOMATCH || limit == end { return result(code, scratch) }
      let spent = clock.spent
      if spent > limits.search { return .couldNotFinish(.time) }
      if spent > scratch.budget { return .couldNotFinish(.budget) }
      start = limit + 1
      // A start offset inside a character is an error once the check is off.
      while start < count, unsafe text[start] & 0xC0 == 0x80 { start += 1 }
      if !takesInvalidUTF8 { options = UInt32(PCRE2_NO_UTF_CHECK) }
    }
  }

  /// How much backtracking is let be at each place.
  private enum Effort { case cautious, full }

  /// Looks for a match that begins at one of some places.
  ///
  /// - Parameter last: the last of them, at most the text's count.
  private func match(
    _ pattern: OpaquePointer, _ text: UnsafePointer<UInt8>, _ count: Int, from first: Int, to last: Int,
    _ effort: Effort, _ options: UInt32, _ scratch: MatchScratch
  ) -> Int32 {
    scratch.limitMatches(isJIT: isJIT, isCautious: effort == .cautious)
    unsafe pcre2_set_offset_limit_8(scratch.context, last)
    // Where the text was checked, nothing is left to do but to enter the machine code.
    if isJIT, options == UInt32(PCRE2_NO_UTF_CHECK) {
      return unsafe pcre2_jit_match_8(pattern, text, count, first, 0, scratch.data, scratch.context)
    }
    return unsafe pcre2_match_8(pattern, text, count, first, options, scratch.data, scratch.context)
  }

  private func result(_ code: Int32, _ scratch: MatchScratch) -> SearchResult {
    scratch.groups = code == 0 ? MatchScratch.maximumCaptures : max(0, Int(code))
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

/// What a search costs.
private struct SearchClock {
  private let began = nanoseconds(CLOCK_MONOTONIC)
  private let processorBegan = nanoseconds(CLOCK_THREAD_CPUTIME_ID)
  /// Nanoseconds up to which the cheap clock is believed.
  private static let little: UInt64 = 1_000_000

  /// Nanoseconds: by the cheap clock while it says little, then those of the processor, so that what else the machine
  /// does takes nothing from a search, and the same text is given up at the same place.
  var spent: UInt64 {
    let passed = nanoseconds(CLOCK_MONOTONIC) - began
    return passed < Self.little ? passed : nanoseconds(CLOCK_THREAD_CPUTIME_ID) - processorBegan
  }
}

private func nanoseconds(_ clock: clockid_t) -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(clock, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
