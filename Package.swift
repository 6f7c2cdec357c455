// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// One module of the pipeline; the list of dependencies is the module table of the architecture page.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "saring",
  products: [
    .executable(name: "saring", targets: ["saring"]),
    .executable(name: "saring-bench", targets: ["saring-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CPrefetch"),
    .target(name: "CUnicode"),
    .target(name: "CVocabulary", exclude: ["generate.py", "slang.txt", "regional.txt"]),
    .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

    module("Bytes", ["CPrefetch"]),
    module("Digests", ["CNettle"]),
    .target(name: "Text", dependencies: ["Bytes", "CUnicode"], exclude: ["Tables"], swiftSettings: settings),
    module("Dumps", ["Bytes", "CSimdjson", "CArchive"]),
    module("PCRE", ["CPCRE2", "Bytes"]),
    module("Rules", ["Bytes", "Text", "PCRE", "Digests"]),
    module("YAMLFiles", ["Bytes", "Rules", yams]),
    module("RuleFiles", ["Text", "Rules", "YAMLFiles"], resources: [.embedInCode("Schemas/rules.schema.json")]),
    module(
      "FormatFiles", ["Digests", "Dumps", "Rules", "YAMLFiles"],
      resources: [
        "apify-instagram",
        "disqus",
        "exportcomments",
        "facebook-graph-api",
        "instagram-graphql",
        "instagram-keyed",
        "instagrapi",
        "reddit",
        "tiktok-csv",
        "tiktok",
        "wordpress",
        "youtube-comment-downloader",
        "yt-dlp",
      ].map { .embedInCode("Maps/\($0).yaml") }),
    module("Signals", ["Bytes", "Dumps", "Text", "CVocabulary"]),
    module(
      "Verdicts", ["Bytes", "Dumps", "Text", "Rules", "Signals"],
      resources: [.embedInCode("Schemas/verdict.schema.json"), .embedInCode("Schemas/summary.schema.json")]),
    module("Classifier", ["Bytes", "Text", "Dumps", "Rules", "Signals", "Verdicts"]),
    module("Reports", ["Bytes", "Digests", "Text", "Dumps", "Rules", "Signals", "Verdicts", "Classifier"]),
    module("Evaluation", ["Bytes", "Text", "Dumps", "Rules", "Signals", "Verdicts", "Classifier"]),
    module(
      "RuleTools",
      ["Bytes", "Text", "Dumps", "PCRE", "Rules", "RuleFiles", "Signals", "Verdicts", "Classifier"]),
    module("Inbox", ["Bytes", "Digests", "CLinux"]),
    module(
      "Daemon",
      [
        "Bytes", "Digests", "Dumps", "Rules", "RuleFiles", "FormatFiles", "RuleTools", "Signals", "Verdicts",
        "Classifier", "Inbox",
        lifecycle,
        unixSignals, logging,
      ]),
    .executableTarget(
      name: "saring",
      dependencies: [
        "Daemon", "Classifier", "Reports", "Evaluation", "RuleTools", "RuleFiles", "FormatFiles", "Verdicts", "Dumps",
        "Inbox", "CLinux",
        "Bytes", "Rules", argumentParser,
      ],
      swiftSettings: settings),
    .target(name: "ProgramRuns", path: "Tests/ProgramRuns", swiftSettings: settings),
    .target(name: "SchemaChecks", path: "Tests/SchemaChecks", swiftSettings: settings),
    tests("BytesTests", ["Bytes"]),
    tests("DigestsTests", ["Digests"]),
    .target(
      name: "DumpFixtures", dependencies: ["Dumps", "FormatFiles"], path: "Tests/DumpFixtures", swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Bytes", "Classifier", "Dumps", "DumpFixtures", "FormatFiles", "PCRE", "Reports", "RuleFiles", "Rules",
        "Signals",
        "Text", "Verdicts",
      ], path: "Tests/FuzzTargets", swiftSettings: settings),
    tests("FuzzTests", ["FuzzTargets"]),
    .target(
      name: "HostileDumps", dependencies: ["DumpFixtures"], path: "Tests/HostileDumps", swiftSettings: settings),
    .executableTarget(
      name: "saring-hostile", dependencies: ["HostileDumps"], path: "Tests/Hostile", swiftSettings: settings),
    tests("DumpsTests", ["Dumps", "DumpFixtures", "FormatFiles", "HostileDumps", "Bytes", "ProgramRuns"]),
    tests("PCRETests", ["PCRE"]),
    tests("RulesTests", ["Rules", "RuleFiles", "YAMLFiles", "Signals", "Text", "Bytes", "PCRE"]),
    .testTarget(
      name: "RuleFilesTests", dependencies: ["RuleFiles", "YAMLFiles", "Rules", "Signals", "Text", "SchemaChecks"],
      exclude: ["Broken", "Good"],
      swiftSettings: settings),
    tests("TextTests", ["Text", "Bytes", "CUnicode"]),
    tests("SignalsTests", ["Signals", "Dumps", "Text", "Bytes"]),
    tests("ReportsTests", ["Reports", "Bytes", "Classifier", "Dumps", "RuleFiles", "Rules", "Signals", "Verdicts"]),
    tests("VerdictsTests", ["Verdicts", "Bytes", "Dumps", "Text", "Rules", "RuleFiles", "Signals"]),
    tests(
      "ClassifierTests",
      [
        "Classifier", "Dumps", "FormatFiles", "HostileDumps", "Rules", "RuleFiles", "Signals", "Text", "Verdicts",
        "SchemaChecks",
      ]),
    tests(
      "EvaluationTests",
      ["Evaluation", "Classifier", "Dumps", "ProgramRuns", "RuleFiles", "Rules", "Signals", "Verdicts"]),
    tests("FormatFilesTests", ["FormatFiles", "YAMLFiles", "Dumps", "Rules"]),
    tests(
      "RuleToolsTests",
      [
        "RuleTools", "Bytes", "CPCRE2", "Classifier", "Dumps", "PCRE", "ProgramRuns", "RuleFiles", "Rules",
        "SchemaChecks",
        "Signals", "Text", "Verdicts",
      ]),
    tests("InboxTests", ["Inbox"]),
    tests(
      "DaemonTests",
      [
        "Daemon", "Inbox", "Classifier", "Dumps", "FormatFiles", "ProgramRuns", "RuleFiles", "Rules", "Signals",
        logging,
      ]),
    .executableTarget(
      name: "saring-bench",
      dependencies: ["Bytes", "Dumps", "HostileDumps", "PCRE", "RuleFiles", "Rules", "Signals", "Text"],
      path: "Sources/SaringBench", swiftSettings: settings),
  ]
)

// Only Tests/Scripts/fuzz.sh builds this: it needs libFuzzer and sanitizers.
if Context.environment["SARING_FUZZ"] != nil {
  package.products.append(.executable(name: "saring-fuzz", targets: ["saring-fuzz"]))
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "saring-fuzz", dependencies: ["CFuzzer", "FuzzTargets"], path: "Tests/Fuzz",
      exclude: ["CFuzzer"], swiftSettings: settings),
  ]
}
