import Corpus
import Intake
import Records
import Testing

@Suite struct ShareTests {
    /// `object account content time` of each row, `-` for what is missing.
    private func shares(_ text: String, _ objects: ShareObjects, _ mapping: String? = nil) throws -> [String] {
        var table = ShareTable()
        var options = IntakeOptions()
        options.mapping = try mapping.map { try ColumnMapping($0) }
        _ = try Intake.readShares(
            [SourceFile(path: "sample", contents: Array(text.utf8))], objects: objects, options: options, into: &table,
            reject: { _ in }, progress: .silent)
        return (0..<table.count).map { row in
            func name(_ index: UInt32, _ text: (UInt32) -> String) -> String {
                index == ShareTable.missing ? "-" : text(index)
            }
            return name(table.objects[row], table.object) + " " + name(table.accounts[row], table.account) + " "
                + name(table.contents[row], table.content) + " \(table.times[row])"
        }
    }

    @Test func shareEventsKeepTheirOrderTheirValuesAndTheirDecimals() throws {
        let text = """
            object_id,account_id,content_id,timestamp_share
            b,Amber,1,20.125
            a,amber,1,10
            NA,amber,,10
            b,Amber,1,20.125
            """
        for objects in [ShareObjects.coLink, .coPost, .trace(.url)] {
            #expect(
                try shares(text, objects) == [
                    "b Amber 1 20.125", "a amber 1 10.0", "- amber - 10.0", "b Amber 1 20.125",
                ])
        }
    }

    @Test func onlyWhatRReadsAsMissingIsMissing() throws {
        let text = """
            object_id,account_id,content_id,timestamp_share
            null,None,nan,1
            NA,NaN,NA,2
            NULL,9.06E+17,7.44E+18,3
            """
        let rows = ["null None nan 1.0", "- NaN - 2.0", "NULL 9.06E+17 7.44E+18 3.0"]
        #expect(try shares(text, .coLink) == rows)
        let mapping = "object=object_id,account=account_id,post=content_id,time=timestamp_share"
        #expect(try shares(text, .coLink, mapping) == rows)
        #expect(
            try shares("h,p,t,x,r\nNone,1,5,null,0\nnull,2,6,None,\n", .coTweet, "handle=h,post=p,time=t,text=x") == [
                "null None 1 5.0", "none null 2 6.0",
            ])
        #expect(
            try shares("h,p,t,r\na,1,5,nan\nb,2,6,NA\n", .coReply, "handle=h,post=p,time=t,reply=r") == ["nan a 1 5.0"])
    }

    @Test func aTimeInMillisecondsIsItsOwnNumber() throws {
        let text = "object_id,account_id,content_id,timestamp_share\na,amber,1,1700000000123\n"
        #expect(try shares(text, .coLink) == ["a amber 1 1700000000123.0"])
        #expect(try posts(text).summary.first == Instant(milliseconds: 1_700_000_000_123))
    }

    private let messages = """
        id,who,when,what,links,rt,re
        1,Amber,100,"Hello @birch you, MAIL a@b.org now",https://Example.org/a https://example.org/b?utm_id=1,,
        2,birch,101,,,1,
        3,cedar,102.5,"",,,1
        1,dune,103,again,,,
        """
    private let mapping = "handle=who,post=id,time=when,text=what,url=links,repost=rt,reply=re,platform=x"

    @Test func aMessageWithSeveralLinksGivesARowEachAsTheyAreWritten() throws {
        #expect(
            try shares(messages, .coLink, mapping) == [
                "https://Example.org/a Amber 1 100.0", "https://example.org/b?utm_id=1 Amber 1 100.0",
            ])
    }

    @Test func targetsAreObjectsOfRepostsAndReplies() throws {
        #expect(try shares(messages, .coRetweet, mapping) == ["1 birch 2 101.0"])
        #expect(try shares(messages, .coReply, mapping) == ["1 cedar 3 102.5"])
    }

    @Test func textsAreComparedAsTheToolkitDoes() throws {
        #expect(
            try shares(messages, .coTweet, mapping) == [
                "hello you, mail a now Amber 1 100.0", " cedar 3 102.5",
            ])
        #expect(
            try shares(messages, .coSimilarTweet, mapping) == [
                "Hello @birch you, MAIL a@b.org now Amber 1 100.0", " cedar 3 102.5",
            ])
    }

    @Test func everyPostCountsWhereThereIsNoObjectAndOnlyOnce() throws {
        #expect(
            try shares(messages, .coPost, mapping) == [
                "- Amber 1 100.0", "- birch 2 101.0", "- cedar 3 102.5",
            ])
    }

    @Test func postsOfATraceGiveNormalisedObjects() throws {
        #expect(
            try shares(messages, .trace(.url), mapping) == [
                "https://example.org/a Amber 1 100.0", "https://example.org/b Amber 1 100.0",
            ])
    }
}

@Suite struct ColumnMappingTests {
    @Test func aMappingIsWrittenInPairsOrInYAML() throws {
        let pairs = try ColumnMapping("account=user_id, time=created ,platform=twitter,separator=pipe")
        let yaml = try ColumnMapping(yaml: "account: user_id\ntime: created\nplatform: x\nseparator: pipe\n")
        #expect(pairs == yaml)
        #expect(pairs.platform == .x)
        #expect(pairs.columns == [.account: "user_id", .time: "created"])
    }

    @Test(arguments: [
        "", "account", "account=", "account=a", "time=t", "account=a,time=t,colour=c", "account=a,account=b,time=t",
        "account=a,time=t,platform=myspace", "account=a,time=t,separator=many",
    ])
    func whatMakesNoSenseIsRefused(_ text: String) {
        #expect(throws: IntakeError.self) { try ColumnMapping(text) }
    }

    @Test func brokenYAMLIsRefused() {
        for text in ["", "- a\n- b", "account: [a", "account: {x: y}\ntime: t"] {
            #expect(throws: IntakeError.self) { try ColumnMapping(yaml: text) }
        }
    }

    @Test func aColumnThatIsNotThereIsNamed() {
        #expect {
            try posts("a,b\n1,2\n", mapping: try ColumnMapping("account=a,time=zeit"))
        } throws: { error in
            "\(error)".contains("zeit") && "\(error)".contains("a, b")
        }
    }

    @Test func aFieldMayHoldAList() throws {
        let text = """
            who,when,tags,links
            1,1700000000,"['One', 'two']","https://example.org/a,b, https://example.org/c"
            2,1700000000,"one, two,,NA",https://example.org/a|https://example.org/c
            """
        let mapping = try ColumnMapping("account=who,time=when,hashtags=tags,url=links")
        let (found, _, _) = try posts(text, mapping: mapping)
        #expect(found.map { $0.values(.hashtag) } == [["one", "two"], ["one", "two"]])
        #expect(found[0].values(.url) == ["https://example.org/a,b", "https://example.org/c"])
        #expect(found[1].values(.url) == ["https://example.org/a", "https://example.org/c"])
    }
}
