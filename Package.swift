// swift-tools-version: 6.3
import PackageDescription

// The house. A target is a room; `architecture` below lists what each may import, and arrows only point down.
// `Tests/ArchitectureTests` reads the same rule back from the sources, so that an import cannot turn an arrow unseen.

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let http: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "daylight",
    products: [
        .executable(name: "daylight", targets: ["daylight"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
    ],
    targets: [
        // Floor 0
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "Bytes", dependencies: ["CZlib", "CZstd"]),
        // Floor 1
        .target(name: "Records", dependencies: ["Bytes"]),
        // Floor 2
        .target(name: "Corpus", dependencies: ["Records", "Bytes"]),
        .target(name: "Traces", dependencies: ["Records", "Bytes"]),
        .target(name: "Statistics", dependencies: ["Records", "Bytes"]),
        .target(name: "Seals", dependencies: ["Records", "Bytes", crypto, cryptoExtras, asn1]),
        // Floor 3
        .target(name: "Intake", dependencies: ["Corpus", "Traces", "Seals", "Records", "Bytes", crypto, yams]),
        .target(name: "Coordination", dependencies: ["Corpus", "Statistics", "Records", "Bytes"]),
        .target(name: "Oversight", dependencies: ["Statistics", "Seals", "Records", "Bytes", crypto]),
        .target(name: "Evidence", dependencies: ["Seals", "Records", "Bytes", crypto, asn1]),
        .target(name: "Attribution", dependencies: ["Statistics", "Seals", "Records", "Bytes"]),
        // Floor 4
        .target(
            name: "Workspace",
            dependencies: [
                "Oversight", "Evidence", "Attribution", "Seals", "Intake", "Corpus", "Traces", "Records", "Bytes",
                crypto,
                grdb, sqlite,
            ]),
        .target(
            name: "Exchange",
            dependencies: [
                "Coordination", "Oversight", "Evidence", "Attribution", "Seals", "Corpus", "Statistics", "Records",
                "Bytes", crypto,
            ]),
        // Floor 5
        .target(
            name: "Inquiry",
            dependencies: [
                "Workspace", "Oversight", "Evidence", "Attribution", "Seals", "Intake", "Coordination", "Exchange",
                "Corpus", "Traces", "Statistics", "Records", "Bytes", crypto,
            ]),
        .target(
            name: "Reporting",
            dependencies: [
                "Exchange", "Oversight", "Attribution", "Coordination", "Seals", "Statistics", "Records", "Bytes",
            ],
            resources: [
                .embedInCode("Assets/graph.js"), .embedInCode("Assets/graph-camera.js"),
                .embedInCode("Assets/graph-canvas.js"), .embedInCode("Assets/graph-labels.js"),
                .embedInCode("Assets/graph-legend.js"), .embedInCode("Assets/graph-packet.js"),
                .embedInCode("Assets/graph-style.js"), .embedInCode("Assets/graph-webgl.js"),
                .embedInCode("Assets/jobs.js"), .embedInCode("Assets/site.js"), .embedInCode("Assets/strip.js"),
            ]),
        // The only room that asks other machines.
        .target(name: "Collection", dependencies: [asyncHTTPClient, nio, nioHTTP1]),
        // Floor 6
        .target(
            name: "Briefing",
            dependencies: [
                "Inquiry", "Reporting", "Workspace", "Exchange", "Oversight", "Evidence", "Attribution", "Seals",
                "Intake",
                "Coordination", "Corpus", "Traces", "Statistics", "Records", "Bytes",
            ]),
        // Floor 7
        .target(
            name: "Server",
            dependencies: [
                "Briefing", "Collection", "Inquiry", "Reporting", "Workspace", "Exchange", "Oversight", "Evidence",
                "Attribution", "Seals",
                "Intake", "Coordination", "Corpus", "Traces", "Statistics", "Records", "Bytes", crypto, cryptoExtras,
                http, hummingbird, lifecycle, logging, nio, nioHTTP1, nioPosix,
            ]),
        // Floor 8
        .executableTarget(
            name: "daylight",
            dependencies: [
                "Server", "Briefing", "Collection", "Inquiry", "Reporting", "Workspace", "Oversight", "Evidence",
                "Attribution",
                "Seals", "Exchange",
                "Intake",
                "Coordination", "Corpus", "Traces", "Statistics", "Records", "Bytes", argumentParser, logging,
            ]),
        // Tests mirror Sources
        .target(name: "TestSupport", dependencies: ["CZlib", "CZstd"], path: "Tests/TestSupport"),
        .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport"]),
        .testTarget(name: "RecordsTests", dependencies: ["Records"]),
        .testTarget(name: "CorpusTests", dependencies: ["Corpus", "Records", "Bytes"]),
        .testTarget(name: "TracesTests", dependencies: ["Traces", "Bytes"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
        .testTarget(name: "SealsTests", dependencies: ["Seals", "Records", "Bytes", "TestSupport"]),
        .testTarget(
            name: "OversightTests", dependencies: ["Oversight", "Statistics", "Records", "Bytes", "TestSupport"]),
        .testTarget(name: "EvidenceTests", dependencies: ["Evidence", "Seals", "Records", "Bytes", "TestSupport"]),
        .testTarget(name: "AttributionTests", dependencies: ["Attribution", "Seals", "Records"]),
        .testTarget(
            name: "IntakeTests", dependencies: ["Intake", "Corpus", "Traces", "Records", "Bytes", "TestSupport"]),
        .testTarget(name: "CoordinationTests", dependencies: ["Coordination", "Intake"]),
        .testTarget(
            name: "WorkspaceTests",
            dependencies: ["Workspace", "Evidence", "Seals", "Intake", "Corpus", "Traces", "Records", "Bytes", grdb]),
        .testTarget(
            name: "ExchangeTests",
            dependencies: ["Exchange", "Intake", "Evidence", "Seals", "Records", "Bytes", "TestSupport"]),
        .testTarget(
            name: "InquiryTests",
            dependencies: [
                "Inquiry", "Workspace", "Exchange", "Intake", "Coordination", "Corpus", "Statistics", "Records",
                "Bytes", "TestSupport",
            ]),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "Oversight", "Attribution", "Seals", "Records"]),
        .testTarget(
            name: "CollectionTests", dependencies: ["Collection", http, hummingbird, logging, nio, "TestSupport"]),
        .testTarget(
            name: "BriefingTests",
            dependencies: [
                "Briefing", "Inquiry", "Reporting", "Exchange", "Intake", "Coordination", "Statistics", "Records",
            ]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Briefing", "Collection", "Reporting", "Workspace", "Evidence", "Records", crypto,
                cryptoExtras, http, hummingbird,
                hummingbirdTesting, lifecycle, logging, nio, nioPosix, "Exchange", "Inquiry", "Intake", "Coordination",
                "Oversight",
                "Seals",
            ]),
        .testTarget(name: "DaylightTests", dependencies: ["daylight", "TestSupport", argumentParser]),
        .testTarget(name: "ArchitectureTests"),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzzers are built only when asked for: they need the sanitizers, and libFuzzer's main instead of ours.
if Context.environment["DAYLIGHT_FUZZ"] != nil {
    package.products.append(.executable(name: "daylight-fuzz", targets: ["FuzzReaders"]))
    package.targets.append(
        .executableTarget(
            name: "FuzzReaders",
            dependencies: [
                "Workspace", "Exchange", "Evidence", "Seals", "Intake", "Corpus", "Traces", "Records", "Bytes",
            ],
            exclude: ["README.md"],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
}

for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    settings += [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    // Scanners, sorts, draws and hashes are long loops: without the optimiser the tests would spend minutes in them.
    if ["Bytes", "Corpus", "Coordination", "Seals", "Evidence", "Attribution", "Workspace", "Reporting"].contains(
        target.name)
    {
        settings.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
    target.swiftSettings = settings
}
