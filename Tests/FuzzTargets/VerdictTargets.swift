import Foundation
import Reports

/// The reader of verdict files, which may have come from anywhere.
let verdictTargets: [FuzzTarget] = [
  FuzzTarget("verdicts", seeds: verdictSeeds) { bytes in
    guard let lines = try? VerdictLine.all(in: Data(bytes)) else { return }
    for line in lines { _ = (line.score.formatted(), line.reasons.map { $0.counted.formatted() }) }
  }
]

private let verdictSeeds: [[UInt8]] = [
  """
  {"v":1,"dump":"d","post":"p","comment":"1","author":"a","record":1,"verdict":"bot","fit":"mismatched","score":6.5,\
  "labels":["campaign"],"reasons":[{"rule":"g.one","group":"g","weight":2.5,"counted":2,"field":"comment","span":[0,4],\
  "text":"a","because":"“a” is there"}],"unknown":["g.two"],"unfinished":["g.three"],"ruleset":"sha256:0"}
  {"v":1,"post":null,"comment":null,"author":null,"record":2,"verdict":"genuine","fit":"fits","score":-0.5,"labels":[],\
  "reasons":[],"unknown":[]}

  """
].map { Array($0.utf8) }
