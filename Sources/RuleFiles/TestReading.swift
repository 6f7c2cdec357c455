import Rules
import YAMLFiles

extension RuleFileReader {
  static let testKinds = ["hit", "miss", "todo-hit"]
  static let threadKeys = [
    "text", "id", "author", "likes", "time", "parent-id", "post", "post-id", "post-author", "post-url", "post-time",
    "platform",
  ]
  static let testKeys = threadKeys + ["parent", "thread"]

  mutating func tests(_ node: YAMLNode, of id: LocatedText) {
    guard let keys = problems.map(node, of: "“tests”", keys: Self.testKinds) else { return }
    for key in Self.testKinds {
      for item in keys[key].flatMap({ problems.list($0) }) ?? [] {
        guard let test = test(item, isHit: key != "miss", isTodo: key == "todo-hit", of: id) else { continue }
        tests.append(OwnedTest(owner: id.position, test: test))
      }
    }
  }

  private mutating func test(_ node: YAMLNode, isHit: Bool, isTodo: Bool, of id: LocatedText) -> RuleTest? {
    guard let keys = problems.map(node, of: "a test", keys: Self.testKeys, needs: ["text"]) else { return nil }
    let comment = comment(keys)
    let thread = keys["thread"].flatMap { problems.list($0) } ?? []
    let others = thread.compactMap { item in
      problems.map(item, of: "a comment of a thread", keys: Self.threadKeys, needs: ["text"]).flatMap {
        self.comment($0)
      }
    }
    guard let comment else { return nil }
    return RuleTest(
      rule: id.text, place: node.position, comment: comment,
      parent: keys["parent"].flatMap { problems.text($0)?.text }, thread: others, isHit: isHit, isTodo: isTodo)
  }

  private mutating func comment(_ keys: [String: YAMLNode]) -> TestComment? {
    func text(_ key: String) -> String? { keys[key].flatMap { problems.text($0)?.text } }
    func number(_ key: String) -> Int? { keys[key].flatMap { problems.integer($0)?.value } }
    // All are read before anything is given up, so that every error is told.
    var comment = TestComment(text: "")
    (comment.id, comment.author, comment.parentID) = (text("id"), text("author"), text("parent-id"))
    (comment.likes, comment.time, comment.postTime) = (number("likes"), number("time"), number("post-time"))
    (comment.post, comment.postID, comment.postAuthor) = (text("post"), text("post-id"), text("post-author"))
    (comment.postAddress, comment.platform) = (text("post-url"), text("platform"))
    guard let text = text("text") else { return nil }
    comment.text = text
    return comment
  }
}
