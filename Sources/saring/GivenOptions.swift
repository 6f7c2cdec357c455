import ArgumentParser
import Classifier
import Dumps

/// What is known of a text that stands alone: an option for each field that rules can ask.
struct GivenOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The text of the post that the text stands under.", valueName: "text"))
  var post: String?

  @Option(help: ArgumentHelp("The post's id.", valueName: "id"))
  var postId: String?

  @Option(help: ArgumentHelp("The account that wrote the post.", valueName: "name"))
  var postAuthor: String?

  @Option(help: ArgumentHelp("The post's address.", valueName: "url"))
  var postUrl: String?

  @Option(help: ArgumentHelp("When the post was written.", valueName: "time"))
  var postTime: Moment?

  @Option(help: ArgumentHelp("Where the post stands: instagram, youtube, facebook, tiktok …", valueName: "name"))
  var platform: String?

  @Option(help: ArgumentHelp("The text of the comment that it answers.", valueName: "text"))
  var parent: String?

  @Option(help: ArgumentHelp("The id of the comment that it answers.", valueName: "id"))
  var parentId: String?

  @Option(help: ArgumentHelp("The name of its author.", valueName: "name"))
  var author: String?

  @Option(help: ArgumentHelp("Its id.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("When it was written.", valueName: "time"))
  var time: Moment?

  @Option(help: ArgumentHelp("Its likes.", valueName: "number"))
  var likes: Int?

  /// Whether anything is given.
  var isAny: Bool {
    [post, postId, postAuthor, postUrl, platform, parent, parentId, author, id].contains { $0 != nil }
      || postTime != nil || time != nil || likes != nil
  }

  func comment(_ text: String) -> GivenComment {
    var comment = GivenComment(
      text, post: post, author: author, platform: platform, likes: likes, time: time?.seconds)
    (comment.id, comment.parentID) = (id, parentId)
    (comment.postID, comment.postAuthor) = (postId, postAuthor)
    (comment.postAddress, comment.postTime) = (postUrl, postTime?.seconds)
    return comment
  }
}

/// A time as dumps write it.
struct Moment: ExpressibleByArgument {
  /// Since 1970, UTC.
  let seconds: Int

  init?(argument: String) {
    guard let seconds = moment(Array(argument.utf8).span) else { return nil }
    self.seconds = seconds
  }
}
