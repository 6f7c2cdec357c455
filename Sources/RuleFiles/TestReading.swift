import Rules
import YAMLFiles

extension RuleFileReader {
  static let testKinds = ["hit", "miss", "todo-hit"]
  static let threadKeys = ["text", "post", "author", "platform", "likes", "time"]
  static let testKeys = threadKeys + ["parent", "thread"]

  mutating func tests(_ node: YAMLNode, of id: LocatedText) {
    guard let keys = problems.map(node, of: "a rule's tests", keys: Self.testKinds) else { return }
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
    let (post, author, platform) = (text("post"), text("author"), text("platform"))
    let (likes, time) = (number("likes"), number("time"))
    guard let text = text("text") else { return nil }
    return TestComment(text: text, post: post, author: author, platform: platform, likes: likes, time: time)
  }
}
