import Testing

@testable import Evaluation

struct UnseenAndFitTests {
  @Test func namesSeenElsewhereDoNotCount() throws {
    let rules = try Toy.rules(Toy.plain, Toy.job)
    // melur77 stands in the other set too, kenanga88 twice in its own, mawar99 only once anywhere.
    let first = try Toy.judged(
      [
        .init("tiket melur77", "bot"), .init("tiket kenanga88", "bot"), .init("pulsa kenanga88 lagi", "bot"),
        .init("kerja mawar99", "bot"), .init("tiket", "bot"), .init("tiket cempaka55", "genuine"),
      ], rules)
    let second = try Toy.judged([.init("baru dengar 𝗺𝗲𝗹𝘂𝗿𝟳𝟳", "genuine"), .init("tiket", "bot")], rules)
    let unseen = UnseenNames.all([first, second], Resampling(resamples: 0))
    #expect(unseen[0].named == 4)
    #expect(unseen[0].inNoOtherSet?.bots == 3)
    #expect(unseen[0].inNoOtherSet?.flagged.value == 1.0 / 3)
    #expect(unseen[0].unique.bots == 2)
    #expect(unseen[0].unique.flagged.value == 0.5)
    #expect(unseen[1].named == 0 && unseen[1].unique.flagged.value == nil)
    #expect(UnseenNames.all([first], Resampling(resamples: 0))[0].inNoOtherSet == nil)
  }

  /// Two threads that share no word: fit must tell them apart, and by the same draw each time.
  private static let threads: [Toy.Row] = (0..<160).map { number in
    let cake = ["kek", "batik", "sedap", "resepi", "lembut", "coklat", "manis", "oven", "tepung", "mentega"]
    let match = ["gol", "cantik", "pemain", "penjaga", "hebat", "lincah", "padang", "licin", "jaring", "wasit"]
    let words = number % 2 == 0 ? cake : match
    let text = "\(words[number / 2 % 10]) \(words[(number / 2 + 1 + number / 20) % 10])"
    return number % 2 == 0
      ? .init(text, "genuine", post: "kek", postText: "Resepi kek batik")
      : .init(text, "genuine", post: "bola", postText: "Gol pemain muda")
  }

  @Test func fitTellsOwnPostsFromOthers() throws {
    let rules = try Toy.rules(Toy.plain)
    let set = try Toy.judged(Self.threads, rules)
    let figures = FitFigures.all(set.items, set.fit?.pairs ?? [])
    let all = try #require(figures.last)
    #expect(all.words == "all" && all.comments == 160 && all.abstained == 0)
    #expect(try #require(all.swapAUC) > 0.9)
    #expect(try #require(all.fitsOwn) > #require(all.fitsOther))
    #expect(all.botAUC == nil)
    #expect(try Toy.judged(Self.threads, rules).fit?.pairs.map(\.other) == set.fit?.pairs.map(\.other))
  }

  @Test func lengthsAreCountedWithoutLinksAndHandles() throws {
    let rules = try Toy.rules(Toy.plain)
    let rows: [Toy.Row] = [
      .init("kek sedap https://kedai.example/a/b", "genuine"), .init("@mira satu dua tiga empat", "genuine"),
      .init("satu dua tiga empat lima enam tujuh lapan sembilan", "genuine", post: "p2"),
    ]
    let set = try Toy.judged(rows, rules)
    #expect(set.items.map(\.length) == [2, 4, 9])
    let figures = FitFigures.all(set.items, set.fit?.pairs ?? [])
    #expect(figures.map(\.comments) == [1, 1, 1, 3])
    // Too few comments elsewhere to compare with.
    #expect(figures.map(\.abstained) == [1, 1, 1, 1] && figures.allSatisfy { $0.swapAUC == nil })
  }

  @Test func aSetOfOnePostSwapsNothing() throws {
    let set = try Toy.judged([.init("kek", "genuine"), .init("roti", "genuine")], Toy.rules(Toy.plain))
    let figures = FitFigures.all(set.items, set.fit?.pairs ?? [])
    #expect(figures.allSatisfy { $0.comments == 0 && $0.abstained == nil && $0.swapAUC == nil })
  }

  @Test func withoutPostTextsNothingIsSaidOfPosts() throws {
    let rules = try Toy.rules(
      Toy.plain, "group: words\ncap: 4\nrules: [{ id: words.post, weight: 3, words: resepi, in: post }]\n")
    let with = try Toy.judged(Self.threads, rules)
    let without = try Toy.judged(Self.threads, rules, postTexts: false)
    #expect(with.items.count { $0.isFlagged } == 80)
    #expect(without.items.count { $0.isFlagged } == 0)
    #expect(without.items.allSatisfy { !$0.fitness.isSaid })
  }
}
