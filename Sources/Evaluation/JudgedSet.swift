package import Classifier
package import Dumps
import Rules
import Signals
import Text
package import Verdicts

/// A dump judged, as far as figures ask for it.
package struct JudgedSet: Sendable {
  package struct Item: Sendable {
    package let label: Label?
    package let record: Int
    let post: Int
    package let text: [UInt8]
    package let verdict: Verdict
    package let score: Double
    let isLead: Bool
    /// The rules that hit, by index, and what each counted for.
    package let hits: [Int]
    let counted: [Double]
    let fitness: Fitness
    /// Words, links and handles aside.
    let length: Int
    /// Hashes of all words, each once.
    let words: [UInt64]
    /// Hashes of the names it may be there for.
    let names: [UInt64]

    package var isFlagged: Bool { verdict.isFlagged }
  }

  package let name: String
  package let items: [Item]
  /// Nil where it was not asked for.
  let fit: PostSwap?

  /// Judges a dump.
  ///
  /// - Parameters:
  ///   - postTexts: false judges as if the dump held no text of any post.
  ///   - swapSeed: for drawing the posts that comments are put under to measure fit; nil leaves that out.
  /// - Throws: `DumpError` when it cannot be read.
  package init(_ input: DumpInput, _ classifier: Classifier, postTexts: Bool = true, swapSeed: UInt64? = nil) throws {
    name = input.name
    var views = TextViews()
    var items: [Item] = []
    let known = try classifier.judge(input, postTexts: postTexts) { judged in
      views.load(judged.text.span)
      items.append(Item(judged, views))
    }
    self.items = items
    fit = swapSeed.map { PostSwap(items, posts: known.posts, survey: known.survey, seed: $0) }
  }

  package var labelled: [Item] { items.filter { $0.label != nil } }
}

extension JudgedSet.Item {
  fileprivate init(_ judged: JudgedComment, _ views: borrowing TextViews) {
    let judgement = judged.judgement
    label = judged.label
    record = judged.record
    post = judged.post
    text = judged.text
    verdict = judgement.verdict
    score = judgement.score
    isLead = judgement.hasLeadLabel
    hits = judgement.reasons.map(\.rule)
    counted = judgement.reasons.map(\.counted)
    fitness = Fitness(judged.readings)
    length = views.words.count { !$0.isInEntity }
    words = Set(views.words.map(\.hash)).sorted()
    names = Signals.names(in: views)
  }
}
