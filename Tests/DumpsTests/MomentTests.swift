import Testing

@testable import Dumps

struct MomentTests {
  @Test(arguments: [
    ("2020-06-01T10:56:52+0000", 1_591_009_012), ("2020-06-01T10:56:52Z", 1_591_009_012),
    ("2020-06-01T18:56:52+08:00", 1_591_009_012), ("2020-06-01T18:56:52+08", 1_591_009_012),
    ("2020-06-01 05:56:52 -05:00", 1_591_009_012), ("2020-06-01T10:56:52.123456Z", 1_591_009_012),
    ("2020-06-01T10:56:52", 1_591_009_012), ("2020-06-01T10:56", 1_591_008_960), ("2020-06-01", 1_590_969_600),
    ("1970-01-01T00:00:00Z", 0), ("2000-02-29T00:00:00Z", 951_782_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ("1591009012", 1_591_009_012), ("1591009012000", 1_591_009_012), ("1591009012.75", 1_591_009_012), ("0", 0),
  ]) func isRead(text: String, seconds: Int) {
    let bytes = Array(text.utf8)
    #expect(moment(bytes.span) == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "2 minggu lalu", "2020-13-01", "2020-02-30", "2021-02-29", "2020-06-01T25:00:00Z",
    "2020-06-01T10:61:00Z", "2020-06-01T10:56:52Zx", "2020-06-01T10:56:52+", "03/12/25 06:24:13", "-5",
    "1969-12-31T23:59:59Z", "0000-00-00", "99999999999999999999", "9223372036854775807", "1.2.3", "12a", "1e9",
  ]) func isNone(text: String) {
    let bytes = Array(text.utf8)
    #expect(moment(bytes.span) == nil)
  }

  @Test func leapSecondsBeginTheNextMinute() {
    let bytes = Array("2016-12-31T23:59:60Z".utf8)
    #expect(moment(bytes.span) == 1_483_228_800)
  }

  @Test(arguments: [("7", 7), ("-1", nil), ("1,234", nil), ("", nil), ("99999999999", nil)])
  func likesAreWholeNumbers(text: String, number: Int?) {
    let bytes = Array(text.utf8)
    #expect(likes(decimal(bytes.span)) == number)
  }
}
