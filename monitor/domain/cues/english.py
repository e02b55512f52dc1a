"""How English speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

ENGLISH: Final[Table] = {
    Stage.DONE: """
        signing/move/transfer/deal/arrival/switch of/to? has/have been officially?
            confirmed/announced/completed
        break/breaks/broke _? _? transfer record
        wraps/wrapped up signing
        is/s a _ _? player once/again/now/officially
        player once again/more
        is/s home
        officially _ s? player
        here we go
        done deal
        deal/transfer/move/signing/it is/s? done
        deal/transfer/move is? completed/complete/sealed/confirmed/official
        complete/completes/completed/seal/seals/sealed his? move/transfer/signing/switch/deal/return
        signs/signed for/with
        has/have/ve signed
        it s official
        officially signs/signed/joins/joined/announced/confirmed
        sign/signs/signed _ _? on? loan
        sign/signs/signed on? a? permanent deal
        join/joins/joined on? a? permanent/loan/free
        joins/joined
        has/have joined
        unveil/unveils/unveiled as
        welcome to
        announce/announces/announced signing/the? signing of?
        announce/announces/announced _ _? signing
        confirm/confirms/confirmed signing/the? signing of?
        confirm/confirms/confirmed _ _? signing
        official signing
        is/s back home
        new club confirmed
        paperwork/documents/contracts/contract signed/done
        officially a? new? player
        completed the? signing
        completes/completed his? return
        complete/completes/completed _? _? switch/signing
        complete/completes/completed a/the/his? sensational/shock/free/loan/permanent? transfer/move
        unveil/unveils/unveiled
        officially a/an
        pens/penned/pen _ _? year? deal/contract
        puts/put pen to paper
        swaps/swapped _ _? for
        snap/snaps/snapped up
        first words as
        presented at/as
        loaned to
        confirm/confirms/confirmed arrival/departure of?
        sell/sells/sold defender/midfielder/striker/winger/goalkeeper/forward/star? to
        sells to
        clinch/clinches/clinched the? signing/deal/move/transfer of?
        completes/completed/completing _? _? _? move/transfer/deal/loan/return
        deal/transfer/move/signing/loan has/was? been? announced
        loan completed/confirmed/announced/sealed
        loan to/from/switch announced/confirmed/completed
        explains switch/move/decision/choice to?
        convinced/persuaded him to? join/sign
        after completing/sealing his? _? _? _? move/transfer/switch/signing
        first interview/training/session as/since/with
        delighted/thrilled/proud to? have? joined/signed
        send/sends/sent _? _? _? on? loan
        off to
        secures/secured the? signing/services of?
        rejoin/rejoins/rejoined
        recruit/recruits/recruited
        re signs/signed
        says/said/bids/bid goodbye/farewell
        squad/shirt number revealed
        presented by/to
        complete/completes/completed/seal/seals/sealed _? _? capture
        capture/captures/captured _? _? _? on loan
        complete/completes/completed return to
        seal/seals/sealed/sealing _? _? return/loan
        announce/announces/announced/announcing arrival
        why he? left/joined
        react/reacts/reacted to _? _? joining
        bids farewell/goodbye to/as
        announced as/by
        complete/completes/completed deal/move to sign
        announce/announces/announced deal/departure/sale/loan
        complete/completes/completed loan of?
        confirm/confirms/confirmed loan/sale/switch of?
        confirm/confirms/confirmed move/switch to?
        confirm/confirms/confirmed he/has has/is? left/leaving/joining/joined
        land/lands/landed on? season? long? loan
        officially announce/announces/sign/signs
        signs/signed
            defender/midfielder/striker/winger/goalkeeper/keeper/forward/star/starlet/youngster
        sign/signs/signed for? record/free/season long?/fee/transfer
        signs on
        signs long/two/three/four/five/six year/term _? _? contract/deal?
        secure/secures/secured signing/services/capture of?
        splash/splashes/splashed out on
        part/parts/parted company/ways with
        loans/loaned out
        offloads/offloaded
        becomes/became _? signing/player
        becomes/became most? expensive/record signing/player
        delighted/thrilled/proud/excited/honoured to? join/joining/arrive
        delighted/thrilled with move/switch/signing
        departs
        emotional goodbye/farewell to?
        pens/pen/writes _? farewell/goodbye message/letter?
        farewell message/letter
        first interview/training/day/session session? at/in
        moves/goes/heads/returns/switches on loan
        moves/switches to
        makes/made _? move/loan/stay/switch permanent
        quits/leaves for
        leaves to join
        poses with/in shirt
        transfer/move/switch/loan/deal/signing is? complete/official
        introduced as
        wraps/wrapped up? signing/deal/transfer
        confirmed as _? player/signing
    """,
    Stage.MEDICAL: """
        undergo/undergoes/undergoing/underwent/having/doing/completing/completes/completed _? _?
            medical/tests
        medical this morning/afternoon/evening
        put/puts through his paces
        medical/medicals/tests completed/passed/underway/done/ongoing/today/now
        completed/completes/complete/passed/passes/pass/undergoing/underwent/undergoes
            his? medical/medicals/tests
        completed/passed part of? his? medical
        undergo medical
        having/doing/taking his? medical/medicals
        arrived/arrives/landed/lands for/to _? his? medical
        in/at _ for/undergoing his? medical
        medical under way
        is/currently having his? medical
        medical checks/tests
        first/second/final part of his? medical
    """,
    Stage.AGREEMENT: """
        almost/nearly/virtually/practically here we go
        close/closer/near to? here we go
        books/book/booked/booking a/his/the medical
        pending medical/paperwork/announcement
        subject to medical/a
        signed off on
        announcement expected
        medical/medicals pencilled/lined in/up?
        flies/flying tomorrow/in to
        permission/cleared to travel/fly/leave
        exchange/exchanging documents/contracts/paperwork
        all but done/agreed/sealed/signed/complete
        as good as done
        shake/shook/shaken hands on/over
        fee agreed
        total/full agreement
        agree/agrees/agreed a/the/on? personal? deal/terms/fee/contract/move/transfer/package/loan
        agree/agrees/agreed _ _? million/m? deal/fee/terms
        agree/agrees/agreed in principle
        agree/agrees/agreed to sign/join/sell
        deal/terms/fee/move/transfer is/are/has? been? agreed
        deal/agreement is? in place/principle
        agreement reached/done/close/imminent/sealed
        reach/reaches/reached a/an/full/total/verbal/the? agreement
        verbal/full/total/complete agreement
        set/due/poised/about to join/sign/complete/undergo
        very? close/closer to joining/signing
        move/moves/moving closer to
        finalising/finalizing/finalise/finalize
        will/ll join/sign
        on the? verge of
        on the? brink of
        close/closer/closing/near/nearing/nears to? joining/signing/sign/agreement/deal/move/a
        close/closing/closes in on
        final details/stages/agreement
        deal/move/transfer is? imminent/close
        medical/medicals booked/scheduled/tomorrow/pending/planned/next/soon/arranged/expected
        medical/medicals to follow/be/come/take
        medical/medicals and _ _? to follow
        medical/medicals on monday/tuesday/wednesday/thursday/friday/saturday/sunday
        deal/move/transfer is/s? not done/complete/completed/official/sealed/signed
        deal/move/transfer isn t done/complete/completed/official/sealed/signed
        medical/medicals is/are/will/set/later
        ahead of/before his/a/the? medical/medicals
        will undergo/have/do his/a? medical/medicals
        to undergo his/a? medical/medicals
        said/says yes to
        green light from/to
        here we go soon/expected/next/imminent
        announcement/statement to follow/come
        trigger/triggers/triggered/activate/activates/activated/pay/pays/paid _? _? release clause
        has/have/reached/is/an? an/full/total? agreement for/on/with/over/between
        accept/accepts/accepted _? _? _? bid/offer/proposal
        activate/activates/activated/trigger/triggers/triggered/pay/pays/paid
            the? buyout/exit/release? clause
        activate/activates/activated/trigger/triggers/triggered _? _? clause
        edges/edging/edge closer to?
        wins/won the? race to/for
        on his way to
        has chosen/picked
        to/will undergo _? _? medical
        to have _? _? medical
        strike/strikes/struck a? deal
        set/due to be? announce/announced
        shaken hands
        going to sign
        will become
        exchanging contracts
        almost done
        deal done in principle
        announce/announces/announced? agreement to? sign
        announce/announces/announced agreement
        set/due/poised/about/ready to? join/sign/complete/undergo/seal/finalise/finalize
        agree/agrees/agreed deal/fee/terms/move/loan/sale/switch/transfer
        will/to seal/complete _? _? move/transfer/switch/deal/signing
        expect/expects/expected deal/move/transfer _? _? completed/done/sealed
        expect/expects/expected/looking/hope/hopes/hoping/aim/aims to complete
        close to? securing/sealing/completing
        closing/closer to? _? deal/move/switch/signing
        on course/track to/for
        get/gets/got/given/gives/give green light
        in _? final stages
        near/nears/nearing to? _? _? deal/move/switch/exit/signing
        deal/move/transfer/loan very? close
        agreement
        close to? _? loan/permanent move/deal/switch for?
        set for _? _? move/switch/medical/return/loan
        arrives/arrived/flies/flew/lands/landed/travels/jets in/to/for/out _? ahead/medical
        on the? cusp of
        nearing completion
        bound for
        given permission to
        set _ move/loan
        sign/join _? _? next week/month
        sign/join _? _? _? in/within hours/days
        will/ll join _? _? on? loan
        and join _? _? on? loan
        to join on? a? loan
        expected/tipped to sign/join/complete/finalise
        poised/set/due/ready/about to announce/unveil/become/beat
        set/poised to leave/quit for
        set to sell/lose to
        to be unveiled/announced
        bid/offer/proposal accepted
        loan/switch/contract/sale is/are/has? been? agreed
        all set for/to
        due/heads/heading/flies/flying/flown/travels/travelling/jets for/in/out to/for? _? medical
        books/book/booked/prepare/prepares/preparing medical
        medical set/imminent/awaits
        a/one step away? from
        near/nears/nearing completion/deal/agreement/move/transfer
        accept/accepts/accepted personal? terms
        agrees/agreed to _? move/switch/join
        agree/agrees/agreed two/three/four/five/six/long year/term deal/contract
        meet/meets/met release/buyout clause
        secure/secures/secured/finalise/finalised agreement/terms
        reach/reaches/reached deal with/for/to
        settle/settled on fee
        permission for/to medical/speak/travel/discuss/leave
        lands/landed/arrives/arrived ahead of move/switch/medical/transfer
        flies/flew/flying/travelling/travels/arrives/arrived/lands/landed/town in? to?
            complete/seal/finalise/finish
        done deal imminent/expected/close/soon/next
        move/transfer/switch/deal set to? go through
        confident of completing/sealing
        expect/expects to announce
        imminent
        brink/verge/cusp of
        edging/edges/edge towards/toward
        in the? bag
        just a? medical away
        all but joined/signed/complete/completed
    """,
    Stage.BID: """
        submit/submits/submitted/table/tables/tabled/lodge/lodges/lodged _ _? bid/offer/proposal
        told _? no
        m/million for _? _? turned/rejected down?
        weighing/considering/weigh up? an/a _? offer/bid
        knock/knocks/knocked back
        raise/raises/raised/up/ups/upped/improve/improves/improved their/its/the? bid/offer
        on the table for
        come/comes/came/go/goes/went in with
        bid/offer/proposal was/were/is/has been? submitted/made/sent/lodged/rejected/tabled
        bid/bids/offer/offers/proposal/approach for/of/worth/rejected/submitted/sent/made/presented
        submit/submits/submitted/make/makes/made/table/tables/tabled/launch/launched/send/sent/sends
            a/an/their/new/second/third/formal/official/opening/first/fresh/improved/written?
            bid/offer/proposal/approach
        opening/official/formal/improved/second/third/fresh/written/new bid/offer/proposal
        bid/bids of? _? million/m
        prepare/prepares/preparing/ready/readying/willing to? a/an/make/submit? bid/offer
        offered a/him? contract
        reject/rejects/rejected a/an/the/their/first/opening/second? bid/offer/proposal
        turn/turned down a/an/the/their? bid/offer
        lodge/lodges/lodged a? bid/offer
        launch/launches/launched _? _? bid
        loan/formal request/approach
        reject/rejects/rejected _ _? bid/bids
        offer/bid knocked back
        willing to pay
        turn/turns/turned down _? _? bid/offer
        bid/bids
        approach/approached/approaches _? _? over/for/about
        table/tables/tabled/tabling _? _? offer/bid/proposal
        make/makes/made/making/considering/consider/considers/weighing/preparing/prepare/ready/readying/readies
            making/up? _? _? _? bid/bids/offer/proposal
        ready/prepared/willing to? pay
        offer/offers/offered _? million/m
        final/loan/third/second/another/record offer/offers/bid/approach
        receive/receives/received _? _? bid/bids/offer/offers/approach
        have/has bid/offered
        considering/considers/mulling/mulls _? _? bid/offer from?
        contract/deal offer from/to
        see/sees/saw _? _? bid/offer rejected/refused/rebuffed
        bid/offer/approach turned/knocked down/back
    """,
    Stage.TALKS: """
        far/way/off from/off _? agreement/deal
        hold/holds/held a meeting
        resume/resumes/resumed talks/negotiations
        sit/sat down with
        chiefs/directors/officials met/meet
        locked in _? talks/discussions/negotiations
        m/million apart
        haggle/haggling over
        thrash/thrashing out
        in/open/opens/opened/hold/holds/held/advanced/direct/further/enter
            advanced/positive/concrete/initial/early? talks/negotiations/discussions/contact
        talks/negotiations/discussions/conversations with/over/for/ongoing/continue/about/between
        negotiating/negotiates/negotiate with/for/over/a/the
        talks/negotiations/discussions
        contact/contacts/contacted with/made/his
        meeting/met/meet with his/the agent/agents/camp/representatives
        agent/agents in/flies/flew/travelled/arrived
        round of talks
        no agreement/deal/decision yet
        enquired/enquire/enquires/enquiry/enquiries/inquired about/for/over
        pushing/push/pushes for a? move/transfer/deal/return
        working on _? _? deal
        discusses/discussing/discuss terms
        meet/meets/met _? _? representatives/agent
        push/pushes/pushing to sign
        in conversation/conversations with
        intensify/accelerate efforts/pursuit
        asking price
        remain/remains apart
        name/names/named/set/sets their/his/a? price
        told/tell/tells how much
        fee/price demand/demands
        stunned/shocked/put by? off? _? _? demand/demands
        far/way off/apart in/on
        crunch talks
        nowhere near
        set/due/scheduled to? meet
        in _ _? talks
        counter offer
        contact/contacts/contacted
        trying/try/tries to convince
        want/wants/demand/demands/seek/seeks/seeking in? compensation
        discuss/discusses/discussed/discussing _? fee/deal/move/transfer/terms/swap
        demand/demands/demanded/demanding m/million/fee/more/at/record least?
        quoted m/million/fee/price
        told/tell/tells _? price
        slap/slaps/slapped _? _? price/tag tag?
        price tag on
        deal/talks/negotiations/move
            stall/stalls/stalled/progress/progressing/continue/ongoing/underway
        valuation/fee/price gap
        being negotiated
        agent meets/met/arrives
        hold out for
        make/makes/made enquiry/contact/inquiry
        deal hits/hit snag/hitch
        swap deal talks/offered/proposed
    """,
    Stage.INTEREST: """
        are/is now? the? favourites/favorites/frontrunners
        add/adds/added _? _? to their/its list/shortlist
        on their/its wishlist
        move/moves for
        may/might/could move for
        tracked/watched/monitored/scouted/targeted/courted/pursued by
        run/runs/running/ran the rule over
        turn/turns/turning to
        admire/admires/admirer/admirers of?
        be the answer to/for
        checking/check/checks on
        among/amongst/on _? _? targets/options/candidates
        reignite/reignites/revive/revives/renew/renews/register/registers/registered interest
        has/have joined the? race
        want/wants/wanted to? sign/bring/join/return/move
        want/wants/wanted him/_ back
        wants
        sign for/with/him/please
        to sign
        interested in/to?
        interest in/from/of
        keen on/to
        target/targets/targeting
        linked with/to
        monitor/monitors/monitoring/tracking/eyeing/eye/eyes/scouting
        consider/considers/considering
        eager to
        ready to sell
        join/joins/joined the? race
        race/battle/fight to sign
        race/battle for
        on their/the/his/our list/radar/shortlist
        radar/shortlist
        transfer rumour/rumours/rumor/rumors
        could/may/might/would join/sign/move/return/leave/be
        should sign
        return/back to/at/home
        returning/comeback/reunion/homecoming
        one? last dance
        bring him back/home
        come/comes/coming home/back
        transfer target/link/links/talk
        asking about
        weighing/considering/plotting/plot/plotting a? move
        move to/for
        switch to
        available for/on a? free
        free agent/transfer
        keep/keeps/keeping tabs/an on/eye?
        weigh/weighs/weighing up
        wanted by
        identify/identifies/identified as?
        step/steps/stepping up chase/interest/pursuit
        swoop for
        open to a/joining/selling
        offered to
        set sights on
        enter/enters/entered the? race
        in the frame
        transfer/hands request
        asks/asked to leave
        hope/hopes to lure
        dreams/dream of playing
        flattered by
        tempted by
        high on
        line/lines/lining up
        could/may/might _? _? be? head/heading/bound/on to/for
        still? chasing/chase/chases
        still? hopeful/optimistic of/on/over/about
        attract/attracts/attracting/attracted _? interest
        desperate/determined/intent to/on? join/joining/leave/leaving/sign/signing/move
        lined up by
        braced/brace/bracing for
        race to? sign/land
        hunt/chase/pursuit/battle for/of
        boost in? hunt/pursuit/chase/bid/race
        not/t/hasn/haven given/give/giving up on
        obsessed with
        to focus on
        plan/plans/planning _? move/swoop/raid/approach
        to/could/may/ready/looking/look/hope/hoping hijack
        offered/handed/given the? chance/hope to/of?
        hoping/hopes/hope for? _? move/switch
        ready to? spend/move/pounce
        wanted by/at
        eye/eyes/eyeing a? move/swoop/deal
        in? bid to
        chance/opportunity to? sign
        casts/cast doubt over/on
        favourite/favourites/favorite/favorites/front/frontrunners to/runners? sign/land/for
        leading/lead/leads the? race/chase
        pole position
        on alert
        up for sale
        wants/want out
        open to? offers/exit/leaving
        circling
        poach/prise/lure/tempt
        turn/turns to
        put/places/placed on? transfer list
        push/pushing for exit
        may/might/could/considering activate/activating/trigger/triggering
        in _ _? sights
        in the? sights of
        hint/hints/hinted/hinting at? _? _? exit/departure
        seek/seeks/seeking _? _? _? exit/departure
        want/wants away
        want away
        dreaming of? _? _? move
        set on
        force/forces/forcing through? _? _? move/exit/transfer
        to pounce
        pursuing/pursue
        targeted for/as
        eyed by/up
        desperate for? _? _? move/exit
        prefer/prefers/preferred _? _? move/destination
        aim/aims/aiming/try/trying/plot/plots/plotting/attempt/want/wants to? hijack
        expect/expects to? leave
        join/joins/joined _? _? loan? queue/chase/hunt/scramble
        tempted
        plotting
        lined up
        set to? miss out? on
        encouraged/encouragement
        favour/favours/favouring/favor/favors/favoring _? _? move/switch
        set up _? move
        wanted in
        could/may/might/would/ready/to bid/say farewell/goodbye
        want/wants/wanted/hope/hopes/hoping/keen to leave _? _? and? join _? _? on? loan
        no bid/offer/talks/negotiations/contact/approach _? _? yet
        wants/wanted/hopes/keen/eager/desperate/ready/expect/expects to? leave
        let _? _? leave
        can/could/may/free/told he? can leave
        alerted to/by
        close watch on
        rival/rivals/rivalling for
        dream/dreams/dreaming of
        explore/explores/exploring deal/move/swap
        fancy/fancied/admired by?
        given/handed/dealt/get boost
        hot on/in/heels pursuit/of?
        hunting
        look/looks/looking/hoping/hope/hopes/eager/keen/ready/desperate to sign/land/beat/lure/join
        look/looks/looking/willing/happy/ready/forced to offload/sell/let/ditch
        make/makes top? priority/target
        mull/mulls/mulling/ponder/ponders/prepare/prepares/preparing/contemplate/contemplating
            move/swoop/raid/approach/deal/exit
        plot/plots/plotting raid/swoop/move
        want/wants as/back
        still want/wants/keen/interested
        open to sale/exit/offers/deal/return/move/switch/leaving
        face/faces fight/battle to? keep
        fear/fears losing/exit/leaving/raid
        cash/cashing in on
        told/tell/tells/can/free to/he/can/could leave/go
        transfer list/listed
        drop/drops/dropped hint
        hint/hints/hinted at move/return/switch
        could/may/might quit/replace/follow/go/leave/swap
        eager/keen/pushing/itching for move/switch/exit/return
        eyed as/for
        favourite/favourites/frontrunners/frontrunner/odds on? to/for join/sign/signing/land
        flirt/flirts/flirted with
        linked again
        looking for way out
        make/makes/made/issues come? and? get? me? plea
        ready/threatens/threatening/considering to? quit/quitting
        said to want
        top/tops/topped shortlist/wishlist/list
        unsettled/unsettle by?
        would be? love/like/open/keen/consider to? join/joining/play/move/return/leave
        eyeing/eyes/eye exit/return/switch/reunion
        courting/court/courts
        in hunt/contention/mix for
        leads/lead chase/hunt/race/list for?
        scouting/scout/scouted
        admits/reveals/confirms interest in/from
        moves/move/moved to sign
        weighing/weigh/weighs up
        long term/time/standing target/admirer/interest
        heir/successor/replacement to/for
    """,
    Stage.STAYS: """
        turn/turns/turned his back on
        see/sees/seeing out his contract/deal
        fight for his place
        put/puts/putting pen to paper on a? new
        sign/signs/signed/signing a/an/his/new/the? new/contract contract/deal/extension/until?
        sign/signs/signed a? contract extension
        renew/renews/renewed/renewing/renewal his? contract?
        extend/extends/extended/extending his/her/the? contract/deal/stay
        contract extension
        new contract/deal at/with/until
        new contract
        stay/stays/staying/remain/remains/remaining at/with/in/put
        will/ll/to stay/remain
        is/s staying
        not/never going anywhere
        not/never/t leave/leaving
        commit/commits/committed his/her? future
        happy at/here
        going/goes nowhere
        tie/ties/tied down
        pledge/pledges/pledged loyalty/future
        extend/extends/extended _ contract/deal/stay
        signing extension
        and remains a
        want/wants/wanted/desperate/expected/expects/hopes/hints/intends/decides/decided/opts/vows/prefers/likely/could
            to/he/they? could/will/would? stay/remain/staying/remaining
        set for _? stay
        committed/loyal to
        sign/signs/signed _ _? extension
        new and? improved contract/deal/terms
        improved contract/deal/terms
        offer/offers/offered/offering _? _? new/improved deal/contract
        new deal amid/at/with/despite/after
        new contract talks
        happy to? remain/stay
        settled at
        keep/keeps/keeping/kept hold of
        want/wants/determined to? prove himself
        new two/three/four/five/six/long year/term _? _? contract/deal
        holds/held/hold _? positive _? _? future
        agree/agrees/agreed a? new contract/deal
        contract to? ward off
        wants/want _? stay
        fight for place
        committed to/despite
        agree/agrees/agreed/agreeing contract/new/long/improved extension/deal/contract/term
        near/nears/nearing/close/closing/set to/for/on/in? agreeing/signing? new/contract/fresh
            deal/contract/extension/terms
        poised/ready/set/due/close/about/expected/verge/agrees to/of/for?
            sign/signing/agree/agreeing _? new/fresh/improved/bumper/contract/long/extended
            deal/contract/extension/terms/term
        to sign new/fresh/bumper/contract deal/contract/extension/terms
        has/have/officially signed/penned _? new/fresh/improved _? _? contract/deal/extension/terms
        pen/pens/penned _? new/fresh/contract/improved deal/contract/extension/terms
        commits to
        confirms/confirmed stay
        content/settled at/with
        end/ends/ended/ending speculation/uncertainty/doubts over/about?
        insists/insisted he? is/s? happy/staying/settled
        set/happy to extend/stay/remain
        signs up for another
        reward/rewards/rewarded with new
        no desire/wish/reason to leave
        hold/holds/held/hang/hangs on to
        extends/extend/extended contract/deal/stay/terms
        will/to see out contract/deal
        part of my/our/his plans
        here to stay
    """,
    Stage.DENIED: """
        that/this/it was wrong/incorrect/inaccurate
        rubbishes/rubbished/dismisses/dismissed/scotches/quashes/quashed _? _? _?
            link/links/rumours/talk/claims
        not/t leaving for
        nothing doing
        complete/total/pure fabrication/nonsense/lies
        won/wouldn t be signing/joining/moving/leaving
        will/would not be signing/joining/moving/leaving
        nothing/truth in it/that
        ruled/rules it/that? out
        deny/denies/denied/dismiss/dismisses/dismissed/refute/refutes/refuted/rubbish/rubbishes
            any/all/the/_? talk/talks/claims/reports/rumours/rumors/contact/links/interest/exit
        deny/denies/denied that/this/it
        rule/rules/ruled out a/any/the/_? move/return/transfer/signing
        no/zero contact/contacts/talks/interest/offer/bid/negotiations/approach/truth/chance
        not/t/never interested/negotiating/join/joining/sign/signing/happening/true
        not/t/never considering/pursuing/moving
        never in? talks
        fake news
        reports/rumours/rumors/news are/is? false/fake/untrue/nonsense
        is/are not true
        isn/aren t true
        no plan/plans/intention to
        not for sale
        isn t for sale
        reject/rejects/rejected/turn/turns/turned/refuse/refuses/refused
            down/to/a/the? move/join/joining/moving/transfer/approach
        reject/rejects/rejected _ _? offer/interest/approach
        say/says/said no to
        turn/turns/turned down a/the/_? move/switch/return/transfer/chance
        snub/snubs/snubbed
        will/would not/never sell
        hands off
        untouchable
        wide of the mark
        distance/distances/distanced themselves
        laugh/laughs/laughed off
        play/plays/played down
        never asked to leave
        rule/rules/ruled out _? sale/exit/move
        block/blocks/blocked _ _? move/exit/transfer
        nothing between/in
        will/would reject/refuse/block
        ready to? reject/refuse
        reject/rejects/rejecting all/any/every offer/offers/bid/bids/approach/approaches
        no offers/bids/approaches/offer on? the? table?
        will/would/won/wouldn not/t make/making a/any/another/further? further? bid/offer/approach
        rule/rules/ruled out? selling/sale/exit/leaving
        unlikely/tipped not? to? sign/join/move/leave/return
        no chance of? signing/landing/getting/leaving
        fully focused on
        rejects/snubs/rebuffs/spurns
        quash/quashes/quashed
        hits/hit back at
        to snub
        refuse/refuses/refused/refusing to? sell
        won/not t? be? bullied/forced into
        can/cant/cannot t? afford to? sign/buy
        set to? snub/reject
        not interested
        no interest
        has/have no plans/intention
        deny/denies/denied/denying
            bid/approach/signing/agreement/deal/move/making/exit/wanting/offer/he/they/having/holding
        do/does/did/don/doesn/didn not/t want/need
        refuse/refuses/refused/refusing to pay/let/join/leave/move/budge/negotiate
        told/tell/tells they/he/cannot/can cannot/t have/leave/go
        warn/warns/warned off
        block/blocks/blocked/blocking exit/move/transfer/sale/switch
        determined/adamant/insist/insists _? _? not to? sell/leave/be
        not/t selling
        unwilling/reluctant to sell/let
        will/won/wouldn not/t let _? go/leave
        will/won/wouldn not/t bid/move/sign/pay
        agent denies/dismisses/rubbishes
        shut/shuts/shutting down talk/rumours/links/speculation
        slam/slams/slammed reports/rumours/talk/claims
        to reject/refuse
        rumours/links/reports/talk/claims/speculation denied/rubbished/dismissed/quashed/untrue
        no intention of/to
        adamant/insists not? for? sale/staying
        cannot leave
        can t leave
        rule/rules/ruled out bid/leaving/exit/transfer/joining/approach
        told no chance
        end/ends/ended hopes/dream of
        has/have not agreed/signed/spoken/held/made/asked
        decide/decides/decided against
        tell/tells/told _? forget it?/about
    """,
    Stage.WITHDRAWN: """
        pulls/pulled out
        we withdraw/retract it/that/this/our/the
        dead in the water
        ended/ends/ending/end their/its/the? interest/pursuit
        out of the running
        off the table
        priced out
        shift/shifts/shifted focus/attention
        move/moves/moved on to other
        back/backs/backed out of
        turn/turns/turned attention elsewhere
        shelve/shelved/shelves
        deal/move/transfer/talks/negotiations is/are/has/have?
            off/collapsed/collapses/collapse/dead/failed/fails
        deal/move/transfer fell/falls/fallen through
        pull/pulls/pulled/pulling out of/from
        withdraw/withdraws/withdrew/withdrawn _? from?/offer/bid/interest
        cool/cools/cooled interest/their
        halt/halts/halted/break/broke/broken/ended off? talks/negotiations
        no longer interested/in/pursuing/considering/wants/want/a/going
        walk/walked/walks away from
        out of the race
        drop/dropped/drops their? interest
        hijack/hijacked
        has/have collapsed/broken/fallen down/through?
        collapse/collapses
        fall/falls/fell/breaks/broke/broken through/down
        called/calls/call off
        pull/pulls/pulled the? plug
        give/gives/gave/given up on
        end/ends/ended their? interest/pursuit
        abandon/abandons/abandoned
        miss/misses/missed out on
        cancel/cancels/cancelled _ deal/transfer/move
        deal is? off
        deal/move/transfer/switch _? _? _? _? is/now/s off
        pull/pulls/pulled/pulling out? of? _? race/deal/move/transfer
        end/ends/ended _? pursuit/chase/interest
        off the? agenda
        cooling interest/on/their
        interest in? _ is/has? cooling/cooled/waning/waned
        ditch/ditches/ditched
        drop/drops/dropped out of
        fail/fails/failed in/to pursuit/bid/attempt/sign/land/agree/lure
        lose/loses/lost/losing out/race on/to/for
        lose/loses/lost race
        turn/turns/turned away from
        withdraw/withdraws/withdrew/withdrawn from
        deal/move/transfer/switch scrapped/dead
        fails/failed/failing medical
        talks/deal/move/negotiations/switch break/breaks/broke/broken/breaking down
        end/ends/ended talks/negotiations/discussions
        scrap/scraps/scrapped deal/move/plans/bid/pursuit
        left/leave/leaves without
    """,
    Tone.HEDGE: """
        looks/seems/appears/looking a/to/set/likely/destined/like
        could/may/might/would/reportedly/allegedly/apparently/possibly/perhaps/maybe/rumour/rumours/rumor/rumors/rumoured/rumored/supposedly/likely
        understood/believed/expected/tipped/set to
        sources/source/hearing/if/considering/hope/hopes/wish/imagine/dream
        should
    """,
    Tone.NOT: "not/no/never/without/isn/won/wouldn/didn/hasn/haven/doesn/don/aren/wasn",
    Tone.YET: """
        looks/seems/appears/looking/almost/virtually/nearly/basically a? done
        waiting for confirmation
        not/no/t _? _? _? yet
        yet to
        awaiting/waiting/wait for?
        not/isn/hasn t? _? done/agreed/complete/completed/signed/confirmed/official
        no agreement/deal/decision
        not/t/wait/waits/nothing/no _? _? _? until
        until they/he/after/then/next/a/all/everything/signed
        nowhere near
        not/no/t close/near/far to/from?
    """,
    Tone.SOON: "set/will/ll/poised/due/expected/expect/about/near/close",
    Tone.TRAP: """
        here we go again
        want/wants to know/see/thank/say/congratulate/go/cry/watch/be/win
        rejected/denied/turned/refused in/last winter/january/summer/year
        back in winter/january/2020/2021/2022/2023/2024/2025
        free kick/kicks
        on target
        since/when/after/before he? joined
        joined in/us/me/the/our/my/by/them/him
        shots/shot on? target
        target man
        contract expires/ends/runs
        welcome to the? show/party/thread/stadium/world/qatar/fifa/my
        welcome to our/the page/channel/blog/new
        sign of/up/in/language
        signs of
        moves on
        would be/have
        could/may/might be/have
        talks about/to
        talk about
        done it/that/this/so/nothing/well/enough
        join us/me/the/our/my/in
        joins us/me/the? conversation/show/podcast/live
        return to? training/action/fitness/form
        back to back
        back in training
        back at it/work
        race for? the? title
        stay tuned/safe/strong/with
        offer/offers tickets/code/discount
        it is what
        takeover talks
        podcast here we go
        here we go podcast
        new here we go
        target list
        bid farewell/goodbye/adieu/to? win/for? glory
        bids farewell/goodbye/adieu
        in a? bid to? avoid/win/stay/save/stop
        chase the? title
        must/have/has/need/needs to? pay
        off to a/the
        despite/after/before/without agreement
        unwilling/reluctant/refuse/refuses/refusing/not
            to? pay/meet/trigger/activate the? _? _? clause
        yet to sign _? _? _? contract/deal/extension
        or stay/staying/remain
        to join/play/work/link/team with/alongside/up
        unveil/unveils/unveiled
            new/kit/home/away/third/statue/plans/sponsor/haircut/foundation/shirt/jersey/stadium
        new kit/home/away unveiled
        not give/giving/given up on
        no more/longer
        set to face/miss/start/play/return/feature/debut/make/wear
        agrees/agree/agreed with
        signs/signed autographs/shirt/sponsorship/boot/shirts
    """,
    Tone.PER: """
        per
        according to
        reports/report/say/says by?
        via
        as reported by
        reported/confirmed/revealed by
        understands
    """,
}
