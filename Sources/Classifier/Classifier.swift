import Bytes
package import Dumps
package import Rules
package import Signals
package import Verdicts

/// Thrown when the caller no longer wants the result.
package struct Cancelled: Error {
  package init() {}
}

/// Dump and rule set in, verdicts out.
///
/// A dump is read twice: first to survey who repeats whom and what each thread speaks of, then to judge each comment
/// against that. Both readings go batch by batch; workers take batches side by side and their results are joined in the
/// dump's order, so the bytes that come out do not depend on how many there are. A small dump stays in memory between
/// the readings, a large one is read from its file again.
package struct Classifier: Sendable {
  package let rules: RuleSet
  let formats: FormatSet
  package let limits: DumpLimits
  let workers: Int
  let recall: PostRecall?

  /// - Parameters:
  ///   - formats: the maps of formats in use, beside those that are read by code of their own.
  ///   - workers: how many batches are worked on at once, from 1.
  ///   - recall: knows texts of posts that dumps do not hold.
  package init(
    rules: RuleSet, formats: FormatSet = FormatSet(), limits: DumpLimits = DumpLimits(), workers: Int = 1,
    recall: PostRecall? = nil
  ) {
    self.rules = rules
    self.formats = formats
    self.limits = limits
    self.workers = max(1, workers)
    self.recall = recall
  }

  /// Judges a dump.
  ///
  /// - Parameters:
  ///   - format: a format's name, or nil to recognise it by content.
  ///   - isCancelled: asked between batches, and between pieces of what is read.
  ///   - learn: takes each post whose text the dump holds, after all verdicts.
  ///   - write: takes the verdict lines, whole lines at a time, in the dump's order.
  /// - Returns: the summary.
  /// - Throws: `DumpError` when the dump cannot be read, `Cancelled`, or what `write` throws.
  package func classify(
    _ input: DumpInput, format: String? = nil, isCancelled: @escaping () -> Bool = { false },
    learn: (Post) -> Void = { _ in }, write: (Span<UInt8>) throws -> Void
  ) throws -> Summary {
    let encoder = VerdictEncoder(dump: input.name, rules: rules)
    var tally = Tally(rules)
    let found = try readTwice(input, format, isCancelled, writing: encoder) { lines, judgements, comments, _ in
      try lines.withSpan { try write($0) }
      tally.add(judgements, of: comments)
    }
    for number in 0..<found.posts.count where found.posts.hasOwnText(number) { learn(found.posts[number]) }
    return summary(of: input, tally, found)
  }

  private func summary(of input: DumpInput, _ tally: Tally, _ found: BothReadings) -> Summary {
    let (reader, posts) = (found.reader, found.posts)
    return Summary(
      dump: input.name, formats: reader.formats, tally: tally, posts: (0..<posts.count).map { posts[$0] },
      rejects: reader.rejects.described, rejectCount: reader.rejects.count, notes: reader.notes,
      suspended: rules.suspended(by: found.suspension))
  }

  /// Judges a dump, and hands over each comment with its judgement and the label that people gave it.
  ///
  /// - Parameters:
  ///   - postTexts: false judges as if the dump held no text of any post.
  ///   - isCancelled: asked between batches; `Cancelled` is thrown then.
  ///   - take: takes the comments in the dump's order.
  /// - Returns: what was known of the dump while its comments were judged.
  /// - Throws: `DumpError` when the dump cannot be read, or what `take` throws.
  package func judge(
    _ input: DumpInput, postTexts: Bool = true, isCancelled: @escaping () -> Bool = { false },
    take: (JudgedComment) throws -> Void
  ) throws -> (posts: PostTable, survey: DumpSurvey) {
    let found = try readTwice(input, nil, isCancelled, postTexts: postTexts) { _, judgements, comments, _ in
      for index in comments.comments.indices { try take(JudgedComment(index, of: judgements, in: comments)) }
    }
    return (found.posts, found.survey)
  }

  /// Judges a dump, and returns the first of its comments that is wanted, with all that its verdict hangs on.
  ///
  /// - Parameters:
  ///   - format: a format's name, or nil to recognise it by content.
  ///   - isWanted: asked of the comments in the dump's order.
  /// - Returns: nil where no comment is wanted.
  /// - Throws: `DumpError` when the dump cannot be read.
  package func find(
    in input: DumpInput, format: String? = nil, _ isWanted: (Comment, CommentBatch) -> Bool
  ) throws -> CommentCase? {
    var found: CommentCase?
    _ = try readTwice(input, format, { false }) { _, judgements, comments, posts in
      guard found == nil, let index = comments.comments.firstIndex(where: { isWanted($0, comments) }) else { return }
      found = CommentCase(index, of: judgements, in: comments, posts)
    }
    return found
  }

  /// Judges a dump, and hands over each comment with all that its verdict hangs on.
  ///
  /// - Parameters:
  ///   - isCancelled: asked between batches; `Cancelled` is thrown then.
  ///   - take: takes the comments in the dump's order.
  /// - Returns: the summary.
  /// - Throws: `DumpError` when the dump cannot be read, or what `take` throws.
  @discardableResult
  package func cases(
    in input: DumpInput, format: String? = nil, isCancelled: @escaping () -> Bool = { false },
    take: (CommentCase) throws -> Void
  ) throws -> Summary {
    var tally = Tally(rules)
    let found = try readTwice(input, format, isCancelled) { _, judgements, comments, posts in
      tally.add(judgements, of: comments)
      for index in comments.comments.indices {
        try take(CommentCase(index, of: judgements, in: comments, posts))
      }
    }
    return summary(of: input, tally, found)
  }
}
