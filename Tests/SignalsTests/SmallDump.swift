import Bytes
import Dumps
import Signals
import Text

/// A dump written down in a test: its comments, and what rules made of each, read twice as the classifier reads.
struct SmallDump {
  private var batch = CommentBatch()
  private var opinions: [Double] = []
  private let profiles: [PostProfile]

  /// - Parameter posts: the posts that comments stand under by index.
  init(posts: [Post]) {
    var scratch = TextViews()
    profiles = posts.map { post in
      let text = post.text ?? []
      scratch.load(text.span)
      return PostProfile(post, views: &scratch)
    }
  }

  /// - Parameter texts: the posts' texts; nil for a post of which the dump holds none.
  init(_ texts: String?...) { self.init(posts: texts.map { Post(text: $0.map { Array($0.utf8) }) }) }

  var count: Int { batch.comments.count }

  /// Adds a comment.
  ///
  /// - Parameters:
  ///   - author: nil where the dump does not say. So for `id` and `time`, in seconds.
  ///   - parent: the id of the comment that this one answers.
  ///   - isOwner: what the dump says of its author and the post's.
  ///   - opinion: the sum of the weights of the rules that speak of the text alone.
  /// - Returns: its index.
  @discardableResult
  mutating func add(
    _ text: String, by author: String? = nil, under post: Int = 0, id: String? = nil, answering parent: String? = nil,
    at time: Int? = nil, isOwner: Bool? = nil, opinion: Double = 0
  ) -> Int {
    var comment = Comment(post: Int32(post), record: batch.comments.count + 1, text: store(text))
    comment.author = author.map { store($0) }
    comment.id = id.map { store($0) }
    comment.parent = parent.map { store($0) }
    comment.time = time
    comment.isOwner = isOwner
    batch.comments.append(comment)
    opinions.append(opinion)
    return batch.comments.count - 1
  }

  private mutating func store(_ text: String) -> ByteRange {
    let bytes = Array(text.utf8)
    return batch.store(bytes.span)
  }

  /// The survey after a first reading.
  ///
  /// - Parameters:
  ///   - order: the order in which comments are read.
  ///   - sliceSize: comments of one slice.
  func survey(in order: [Int]? = nil, sliceSize: Int = .max) -> DumpSurvey {
    var survey = DumpSurvey()
    var slice = SurveySlice()
    var meter = SignalMeter()
    var left = sliceSize
    for index in order ?? Array(batch.comments.indices) {
      let views = measure(index, with: &meter, survey: nil)
      slice.add(batch.comments[index], in: batch, views: views, meter: meter, opinion: opinions[index])
      left -= 1
      if left == 0 {
        survey.note(&slice)
        survey.add(slice)
        slice = SurveySlice()
        left = sliceSize
      }
    }
    survey.note(&slice)
    survey.add(slice)
    survey.finish()
    return survey
  }

  /// What is measured on a comment in the second reading.
  func measured(_ index: Int, against survey: DumpSurvey?) -> SignalMeter {
    var meter = SignalMeter()
    _ = measure(index, with: &meter, survey: survey)
    return meter
  }

  /// A signal of each comment.
  func values(_ signal: Signal, against survey: DumpSurvey) -> [Double] {
    batch.comments.indices.map { measured($0, against: survey)[signal].value }
  }

  private func measure(_ index: Int, with meter: inout SignalMeter, survey: DumpSurvey?) -> TextViews {
    let comment = batch.comments[index]
    var views = TextViews()
    views.load(batch.bytes.span.extracting(comment.text.range))
    meter.load(views)
    let post = profiles[Int(comment.post)]
    if let survey {
      meter.measure(comment, in: batch, views: views, post: post, survey: survey)
    } else {
      meter.measure(comment, in: batch, views: views, post: post)
    }
    return views
  }
}

/// What is measured on a comment that is its whole dump.
func measured(
  _ text: String, post: Post = Post(text: Array("Resepi ayam masak merah untuk kenduri".utf8)), parent: String? = nil
) -> SignalMeter {
  var dump = SmallDump(posts: [post])
  dump.add(text, by: "someone", answering: parent)
  return dump.measured(0, against: dump.survey())
}

/// The text that a reading points at.
func place(_ reading: Reading, in text: String) -> String? {
  reading.source.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
}

func views(_ text: String) -> TextViews {
  var views = TextViews()
  let bytes = Array(text.utf8)
  views.load(bytes.span)
  return views
}

extension SignalMeter {
  subscript(signal: Signal) -> Reading { readings[signal] }
}
