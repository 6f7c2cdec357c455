import Dumps
import Rules
import Signals
import Text

/// What a worker keeps of the posts it met lately: what is known of each and what the rules' leaves say of its text.
final class PostContext {
  let profile: PostProfile
  /// Nil when the dump holds no text of the post.
  let facts: FieldFacts?

  init(_ post: Post, views: TextViews, scanner: RuleScanner) {
    let text = post.text ?? []
    views.load(text.span)
    profile = PostProfile(post, views: views)
    facts = post.text == nil ? nil : scanner.facts(of: .post, in: views)
  }
}
