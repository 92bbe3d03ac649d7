extension ShippedObligations {
    /// The Digital Services Act, Regulation (EU) 2022/2065, and its implementing regulation on reports.
    static let europeanActs = """
        dsa-9,dsa,Art 9,intermediary,act on orders against illegal content and tell the authority what was done,when an order came in and when it took effect,M01; M02; M20,without undue delay; as the order says,,Art 52 / 74,in_force,,memory,
        dsa-10,dsa,Art 10,intermediary,answer orders to provide information,time to answer,M20,as the order says,,Art 52 / 74,in_force,,memory,
        dsa-14-4,dsa,Art 14(4),intermediary,"apply own terms diligently, objectively and in proportion; rules against covert operations are terms",what is still up; whether like cases fare alike,M03; M04,,,Art 52 / 74,in_force,,memory,
        dsa-15-1a,dsa,Art 15(1)(a),intermediary,report orders by type and State with median times to inform and to act,medians published against medians measured,M19,yearly; very large platforms half-yearly (Art 42),,Art 52 / 74,in_force,,stored_page,https://www.eu-digital-services-act.com/Digital_Services_Act_Article_15.html
        dsa-15-1b,dsa,Art 15(1)(b),hosting,"report notices by type and ground, trusted flaggers' share, share automated, median time to act",median of a cohort against the median reported,M02; M19,yearly,,Art 52 / 74,in_force,,stored_page,https://www.eu-digital-services-act.com/Digital_Services_Act_Article_15.html
        dsa-15-1c,dsa,Art 15(1)(c),intermediary,report moderation at own initiative by number and type of measure,counts against other counts,M19,yearly,,Art 52 / 74,in_force,,stored_page,https://www.eu-digital-services-act.com/Digital_Services_Act_Article_15.html
        dsa-16-4,dsa,Art 16(4),hosting,confirm that a notice was received,time to the confirmation,M20,without undue delay,unstated,Art 52 / 74,in_force,,memory,
        dsa-16-5,dsa,Art 16(5),hosting,tell the notifier the decision and the means of redress,time to the decision; whether there is one,M01; M20,without undue delay,unstated,Art 52 / 74,in_force,,memory,
        dsa-16-6,dsa,Art 16(6),hosting,"handle notices in time, with care, without arbitrariness, objectively",distribution of notice to action; like cases alike,M02; M03; M05,timely,,Art 52 / 74,in_force,,memory,
        dsa-17,dsa,Art 17,hosting,give a statement of reasons for each restriction,"whether it exists, its fields, its delay",M18,together with the restriction,,Art 52 / 74,in_force,,repository,github digital-services-act/transparency-database@69e80a0b
        dsa-22,dsa,Art 22,platform,handle trusted flaggers' notices first,notice to action of flaggers against others,M02,"priority, without undue delay",,Art 52 / 74,in_force,,memory,
        dsa-23,dsa,Art 23,platform,suspend those who often provide manifestly illegal content,return of the same operator,M07,"after a warning, for a reasonable period",,Art 52 / 74,in_force,,memory,
        dsa-24-1b,dsa,Art 24(1)(b),platform,report the number of suspensions under Art 23,counts against other counts,M19,yearly,,Art 52 / 74,in_force,,stored_page,https://www.eu-digital-services-act.com/Digital_Services_Act_Article_24.html
        dsa-24-5,dsa,Art 24(5),platform,send statements of reasons to the Transparency Database without personal data,delay from application to entry; statements that are missing,M18,without undue delay,,Art 52 / 74,in_force,,repository,github digital-services-act/transparency-database@69e80a0b
        dsa-34-1c,dsa,"Art 34(1)(c), (2)",vlop,"assess risks to civic discourse and elections, inauthentic use among them, by region and language",whether the risk report named this kind of network before it was found,M10; M21,yearly and before critical functions; kept 3 years,,Art 74,in_force,,partly,
        dsa-35,dsa,Art 35,vlop,mitigate the risks effectively and in proportion,what is up and what returns before and after the measure,M03; M07; M21,,,Art 74,in_force,,memory,
        dsa-37,dsa,Art 37,vlop,have an independent audit each year and report how its advice was followed,time to audit and report,M20,1 year; 1 month for the implementation report,1 month,Art 74,in_force,,memory,
        dsa-39,dsa,Art 39,vlop,keep a searchable repository of advertisements,advertisements and advertisers that are missing,M16,1 year after the last showing,,"Art 74; X fined EUR 120 million on 2025-12-05",in_force,,stored_page,https://eucrim.eu/news/eu-fines-x-120-million-in-first-dsa-non-compliance-decision
        dsa-40-4,dsa,Art 40(4),vlop,give vetted researchers access to data,time from request to access,M20,as requested,,Art 74,in_force,,memory,
        dsa-40-12,dsa,Art 40(12),vlop,give researchers access to public data,refusals of access,M20,without undue delay,unstated,Art 74; X fined,in_force,,stored_page,https://eucrim.eu/news/eu-fines-x-120-million-in-first-dsa-non-compliance-decision
        dsa-42,dsa,Art 42,vlop,"report half-yearly, staff by language included; publish risk and audit reports",lag; fields that are missing,M08; M19,every 6 months,6 months,Art 74,in_force,,memory,
        dsa-51-53,dsa,Arts 51-53,coordinator,"require information, inspect, order interim measures, fine; receive complaints of recipients",time on a complaint,M20,,unstated,"6 % / 1 % / 5 % a day",in_force,,memory,
        dsa-67,dsa,Art 67,vlop,answer the Commission's requests for information,due against answered; completeness,M20,set in each request (24 h on 2024-12-06),,"1 %, Art 74(2)",in_force,,stored_page,https://daytondailynews.com/nation-world/eus-makes-urgent-tiktok-inquiry-on-russias-role-in-romanian-election-turmoil/MQBUXUCSJFAOPE5ZAXRF6UWNXQ
        dsa-72,dsa,Arts 69-72,vlop,"suffer inspection, interim measures, commitments and monitoring, retention orders among them",whether the whole window was kept,M20,TikTok: 2024-11-24 to 2025-03-31,,Art 74(2),in_force,,stored_page,https://www.brusselstimes.com/1358667/eu-investigates-tiktok-following-suspicions-of-interference-in-romanian-election
        dsa-74,dsa,Art 74,vlop,"give the Commission correct, complete information that does not mislead",contradictions between statements,M13,,,"6 % of worldwide turnover; 1 % for wrong, incomplete or misleading information",in_force,,stored_page,https://overview.legal/laws/dsa/art-74
        dsa-76,dsa,Art 76,vlop,end a default under periodic penalties,days in default,M20,,,up to 5 % of average daily income or worldwide turnover a day,in_force,,stored_page,https://www.ecommercekit.it/dsa/index.php?lang=EN&num=76&search=
        ir-2835,dsa,Impl. Reg. (EU) 2024/2835,intermediary,"report on harmonised templates; data from 2025-07-01, first reports early 2026","lag, validity of the template, sums",M08; M19,2 months after the period,2 months,as the DSA,in_force,,stored_page,https://www.insideglobaltech.com/2024/11/12/european-commission-adopts-implementing-regulation-on-dsa-transparency-reporting-obligations/

        """

    /// The Code of Conduct on Disinformation.
    static let europeanCodes = """
        cop-14,eu_code,"Commitment 14 (Measures 14.1-14.3, SLI 14.2.x)",signatory,"have and enforce rules against listed manipulative techniques; report cases and reach before and after action, by State",a network that uses a listed technique and is not reported,M10; M15; M16,every 6 months,,context of DSA Art 35 / 45,voluntary,code under the DSA,partly,https://disinfocode.eu/reports/instagram/5?chapterId=43&commitmentId=214
        cop-16,eu_code,Commitment 16,signatory,share what is known of operations across platforms so that they do not return elsewhere,assets named by a peer that are still up,M12,,,,voluntary,code under the DSA,stored_page,https://disinfocode.eu/reports/tiktok/5?chapterId=43&commitmentId=216
        cop-41,eu_code,Commitment 41,signatory,"publish structural indicators: prevalence, sources, audience, money, collaboration, investment",,M16,,,,voluntary,,stored_page,https://disinfocode.eu/structural-indicators/

        """
}
