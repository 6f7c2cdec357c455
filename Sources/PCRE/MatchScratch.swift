internal import CPCRE2

/// How far a search may go before it is given up. PCRE2's match limit alone is no bound on time: it starts anew at
/// every start offset. So a long text is searched in slices of start offsets with a look at the clock between them.
package struct SearchLimits: Sendable {
  /// Backtracking steps per start offset in machine code, where only some steps are counted.
  package var matchesJIT: UInt32 = 5_000
  /// Backtracking steps per start offset in the interpreter, which counts every one.
  package var matchesInterpreted: UInt32 = 20_000
  /// The same for a slice. Where that is not enough at one of its start offsets, each is looked at by itself with a look at
  /// the clock: a single one may take milliseconds, and 32 of them would take too long.
  package var cautiousJIT: UInt32 = 300
  package var cautiousInterpreted: UInt32 = 1_200
  /// Nested backtracking points in the interpreter.
  package var depth: UInt32 = 10_000
  /// Memory of the interpreter, in KiB.
  package var heap: UInt32 = 20 * 1024
  /// Start offsets between two looks at the clock.
  package var slice = 32
  /// Texts up to this many bytes are one slice.
  package var singleSlice = 256
  /// Nanoseconds of processor time for one search.
  package var search: UInt64 = 20_000_000

  package init() {}
}

/// What one worker needs to match: match data, limits, and the stack of the machine code. Not for two workers at
/// the same time.
@safe package final class MatchScratch {
  /// Ranges are kept for groups below this number.
  package static let maximumCaptures = 32
  /// PCRE2's own default of 32 KiB is too little for `(a|aa)+$`.
  static let jitStackBytes = 1 << 20

  package let limits: SearchLimits
  /// Nanoseconds that searches may still take together, those over long texts and those while `isMetered`; a caller
  /// refills it for each comment.
  package var budget: UInt64 {
    get { left }
    set { left = newValue }
  }
  /// Whether searches over short texts are measured and sliced, too: none is slow, but many are.
  package var isMetered: Bool {
    get { areMetered }
    set { areMetered = newValue }
  }

  // Of this module alone: what others could reach, each access would have to be held against all others while running.
  private var left: UInt64 = .max
  private var areMetered = false
  let data: OpaquePointer
  let context: OpaquePointer
  private let stack: OpaquePointer?
  private var matchLimit: UInt32 = 0
  /// Below this number the last match has set groups; what PCRE2 keeps beyond is of earlier ones.
  var groups = 0

  package init(limits: SearchLimits = SearchLimits()) {
    self.limits = limits
    guard let context = unsafe pcre2_match_context_create_8(nil),
      let data = unsafe pcre2_match_data_create_8(UInt32(MatchScratch.maximumCaptures), nil)
    else { fatalError("out of memory") }
    unsafe self.data = data
    unsafe self.context = context
    // Without a stack of its own the machine code uses 32 KiB of ours and gives up sooner: still right.
    unsafe stack = pcre2_jit_stack_create_8(32 * 1024, MatchScratch.jitStackBytes, nil)
    unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    unsafe pcre2_set_depth_limit_8(context, limits.depth)
    unsafe pcre2_set_heap_limit_8(context, limits.heap)
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    if let stack = unsafe stack { unsafe pcre2_jit_stack_free_8(stack) }
  }

  /// The range of a group in the last match, in bytes of the text; nil where the group took no part.
  package func capture(_ number: Int) -> Range<Int>? {
    guard number >= 0, number < groups else { return nil }
    guard let vector = unsafe pcre2_get_ovector_pointer_8(data) else { return nil }
    let start = unsafe vector[2 * number]
    let end = unsafe vector[2 * number + 1]
    guard start != saring_pcre2_unset(), start <= end else { return nil }
    return Int(start)..<Int(end)
  }

  /// Sets how much backtracking is let be at each start offset.
  ///
  /// - Parameter isCautious: as little as nearly all matches need.
  func limitMatches(isJIT: Bool, isCautious: Bool) {
    let full = isJIT ? limits.matchesJIT : limits.matchesInterpreted
    let limit = isCautious ? min(full, isJIT ? limits.cautiousJIT : limits.cautiousInterpreted) : full
    if limit == matchLimit { return }
    matchLimit = limit
    unsafe pcre2_set_match_limit_8(context, limit)
  }
}
