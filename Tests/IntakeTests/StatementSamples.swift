extension ConformanceTests {
    /// Statements, which are no posts.
    static let statementSamples: [ReaderConformance] = [
        ReaderConformance(
            format: "meta-indicators",
            sample: """
                Tactic ,Technique,Procedure,Indicator,Notes
                0. Acquiring assets,0.9 Accounts,0.9.6 Acquiring TikTok accounts,https://www[.]tiktok.com/@amber,
                0. Acquiring assets,0.9 Accounts,0.9.1 Acquiring Facebook accounts,"1,326 accounts",
                1. Disguising assets,1.3 Posing,1.3.1 Creating brands,"Amber
                News",A note

                """,
            records: 3, requiredColumn: "Indicator"),
        ReaderConformance(
            format: "meta-indicators-md",
            sample: """
                # Indicators of Compromise: Amber
                ## Indicators of Compromise
                | Indicator Type | Indicator Value |
                | :--- | :--- |
                | Domain | `amber[.]example` |
                | Social Media Account | `hxxps://x[.]com/amber` |
                | Proxy IP | `192[.]0[.]2[.]19` |

                """,
            records: 3),
        ReaderConformance(
            format: "sekoia-observables",
            sample: """
                TLP,Observable (not an IOC!),Comment,Source
                WHITE,1a2b[.]amber[.]example,First stage,Sekoia.io
                WHITE,"birch[.]example",Second stage,Sekoia.io
                CLEAR,cedar[.]example,"Websites, referenced",Sekoia.io

                """,
            records: 3, requiredColumn: "Observable"),
        ReaderConformance(
            format: "stix",
            sample: """
                {"type":"bundle","id":"bundle--1","objects":[{"type":"domain-name","id":"domain-name--1","value":"a.example"}]}
                {"type":"bundle","id":"bundle--2","objects":[{"type":"x-odd","id":"x-odd--1","n":12345678901234567890}]}
                {"type":"bundle","id":"bundle--3","objects":[{"type":"channel","id":"channel--1","name":"x"}]}

                """,
            records: 3),
    ]
}
