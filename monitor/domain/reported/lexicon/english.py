"""How English tells of acts."""

from __future__ import annotations

from typing import Final

from monitor.domain.reported.signs import Language, Sign

ENGLISH: Final = Language(
    table={
        Sign.LIKED: """
            liked/likes/liking
            did/to/and/then/also/both/t/never/not like
            did not/never like
        """,
        Sign.LIKED_SURE: """
            hearted/upvoted
            put/puts/left/leaves/dropped/drops a heart on/to
            hit/hits/hitting/pressed/presses/clicked/tapped/smashed/smashes/smashing/pressing like
            clicking/tapping/clicks/taps like
            tapped/taps/tap/tapping/double the heart
            double tapped/taps/tapping
            reacted/reacts/reacting with a/two/three _? heart/hearts/thumbs
            gave/gives/giving/given it? a? thumbs/heart up?
        """,
        Sign.UNLIKED: """
            unliked/unlikes/unliking/unlike
            un liked/likes/liking/like
        """,
        Sign.LIKE: """
            a/the/his/her/their/that/this/one/its/own/public/now/deleted/cheeky/instagram like
            like/likes button
            thumbs up
            unexpected/surprise/surprising/sneaky/telling/cryptic/quick/simple/single/curious like
            recent/another/accidental/innocent/mysterious/intriguing/controversial/latest like
            s/social/media like
            heart from
            heart left/placed/dropped by
            heart on
            like of/from/by/on/under/for
        """,
        Sign.GIVE: """
            gave/give/gives/giving/given/drop/dropped/drops/dropping/left/leaves/leaving
            hit/hits/hitting/put/puts/putting/placed/handed/hands/sent/added/adds/threw/bestowed
            pressed/clicked/tapped/smashed/tapping/clicking/pressing/responded/reacted/reacts/reacting
        """,
        Sign.REMOVE: """
            remove/removed/removes/removing/delete/deleted/deletes/deleting/withdrew/withdrawn
            wipe/wiped/wipes/wiping/scrub/scrubbed/scrubs/scrubbing/erase/erased/erases/erasing
            undoing/retracting/withdrawing/erasing
            undo/undid/undone/retract/retracted/retracts/revoked/cancelled/archived/archives
            purged/purges/cleared/clears/dropped/drops/hid/hidden/stripped/strips/axed/ditched
            take/took/taken/takes/taking _? _? _? down
            take/took/taken/takes/taking _? _? _? away
            take/took/taken/takes/taking _? _? back
            take/took/taken/takes/taking _ _? _? _? _? out of
            got/gets rid of
        """,
        Sign.GONE: """
            is/was/were/are/s/had/has/have already/since/now/quietly? gone
            look/looks/looking/search/searches/searching in vain
            nowhere to be
            disappeared/vanished
            not a/one single? photo/picture/image/trace
            no mention/reference of/to
            disappeared/vanished/missing/gone from
            been/was/were/is stripped/wiped/scrubbed/cleared/purged/cleansed of
            have/has/had disappeared/vanished/gone
            no longer has/have/had/mentions/mention/features/feature/lists/list/includes/include
            no longer shows/show/contains/names/displays/carries/says/appears/appear
        """,
        Sign.FOLLOW: """
            started/starts/begun/began/begins/now following
            followed/follows/following/follow
            followed/follows/following the/his/her/their/its _?
                club/account/page/profile/side/team/player/official/clubs/players/defender/forward
        """,
        Sign.FOLLOW_SURE: """
            hit/hits/pressed/clicked/tapped/smashed the? follow button?
            newest/latest/new follower of
            among/amongst the followers of
            among/amongst _ _? s? newest/latest/new/recent instagram/x? followers
            among/amongst _ _? s? followers on
            followed/follows/following back
            gave/gives/given _? _? a _? follow
            refollowed/refollows
            became/becomes/is/now a follower of
            became/become/are/now new? followers of
        """,
        Sign.FOLLOWED: """
            new/newest/latest/surprise instagram/x? follower
            is/are/was/were/s/been now/also/already? being/been? followed
            is/are/was/were/s/been followed
        """,
        Sign.UNFOLLOW: """
            stopped/stops/stop following
            no longer follows/follow/following/followed
            not/isn/aren t? following/follow any/anymore more?
            ceased to follow
            ceased following
            quit following
        """,
        Sign.UNFOLLOW_SURE: "unfollowed/unfollows/unfollowing/unfollow",
        Sign.FOLLOWING: "a/the/his/latest/newest/new/recent/last instagram/x? follow",
        Sign.AMONG: """
            among/amongst the/its? _? _? likes/likers
            among/amongst the? _ _? people/users/accounts to/who like/liked
            among/amongst those/them/people/users/accounts who/that/to liked/hit/like
            likes/likers include/includes/included/including
            among/amongst the/its _ hearts
        """,
        Sign.COMMENTED: """
            left/leaves/dropped/drops/posted/added/leaving/put/puts _? _? _? _? emoji/emojis
            left/leaves/dropped/drops/posted/added/put/puts a? _? _? _? applause/claps
                under/underneath/below/beneath
            left/leaves/dropped/drops/posted/posts/added/leaving/put a/two/three/some? _?
                heart/hearts under/underneath/below/beneath
            wrote/writes/posted/posts/commented under/underneath/beneath/below
            commented/comments/commenting/replied/replies/replying/responded/responds/responding
            left/leaves/leaving/posted/wrote/dropped/added/adds a/an/the/his _? _? comment/reply
            reacted/reacts/reacting
            did not/t? comment/reply
            was/were/is/are among/amongst the first to comment/reply/respond
            one of the first to comment/reply/respond
            was/were/is/are first/quick to comment/reply/respond
        """,
        Sign.WROTE: "wrote/writes/written",
        Sign.SIGNED: "signed by?",
        Sign.REPOSTED: """
            reposted/reposts/reposting/retweeted/retweets/retweeting/reshared/reshares
            quoted tweeted?
        """,
        Sign.SHARED: """
            shared/shares/sharing
            passed/passes/passing on to his/her/their/its _? _? _? _? followers/fans
        """,
        Sign.BLACKENED: """
            account/profile/feed/page/grid/instagram is/was/now completely/entirely/totally?
                empty/blank/bare
            black/blank/blacked profile? avatar/square/picture/photo/image/pic/screen
            blacked out his/her/their? _? avatar/picture/photo/profile
            profile picture/photo/pic/image/avatar to/with/into a? plain? black/blank
            avatar/picture/photo/image/pic is/was/turned/turns/went/goes/to now? all? black/blank
        """,
        Sign.POST: """
            post/posts/tweet/tweets/message/update/upload/publication/posting/announcement/article
            letter/thread/caption/meme/graphic/status/content/criticism/rant
        """,
        Sign.BRIEF: """
            vanishing/fleeting/momentary/briefly
            short lived
            lasted only/just/barely/all? of? _? minute/minutes/seconds/moments
            for a? few/couple/some/mere of? minutes/seconds/moments
            for only/just/barely/about/around? a? _? minute/minutes/seconds/moments
        """,
        Sign.ASIDE: """
            one of the first
            was/were/is/are among/amongst the first
            was/were/is/are first/quick
            all two/three/four/five
        """,
        Sign.SHIRT: "shirt/shirts/jersey/jerseys/kit/kits/colours/colors",
        Sign.COMMENT: "comment/comments/reply/replies/remark",
        Sign.PHOTO: "photo/picture/pic/image/snap/selfie/edit/photograph/collage/mockup",
        Sign.VIDEO: "video/clip/reel/montage/footage/highlights/livestream",
        Sign.PHOTOS: """
            photos/pictures/pics/images/snaps/photographs
            every/any/all/single photo/picture/pic/image/trace/post/reference
            every/each/any/all single? _? _? photo/picture/pic/image/post
            all/most/several/numerous of? his/her/the/their? previous/old? posts/content
            all/every/any of? _? _? _? posts/content
            posts/videos/references featuring/showing/involving/related
        """,
        Sign.BIO: "bio/bios/biography/description/biog",
        Sign.ACCOUNT: """
            social media team/manager/admin/staff/channels
            admin
            account/accounts/profile/profiles/page/pages/feed/handle/grid/social/socials/timeline
            social/follow/following media/list/network/networks/platform/platforms
        """,
        Sign.STORY: "story/stories",
        Sign.AGENT: """
            agent/agents/representative/representatives/agency/adviser/advisor/intermediary
        """,
        Sign.KIN: """
            wife/girlfriend/partner/brother/sister/father/dad/mother/mum/mom/son/daughter/cousin
            fiancee/fiance/husband/uncle/aunt/nephew/family/parents/brothers/sisters/spouse/wag
            grandfather/grandmother/relative/relatives
            brother/father/sister/mother in law
        """,
        Sign.MATE: """
            team mate/mates
            teammate/teammates/colleague/colleagues
            international/club/squad/former team? mate/teammate
        """,
        Sign.FANS: """
            dozens/tens/scores
            fan/fans/supporter/supporters/follower/followers/user/users/people/everyone/everybody
            thousands/millions/hundreds/viewers/netizens/readers/madridistas/culers/somebody/someone
            nobody/accounts/trolls/bots/critics/observers/scout/scouts/coach/coaches/manager
            ex/former girlfriend/wife/partner
            rapper/singer/actor/actress/comedian/streamer/youtuber/influencer/presenter/host/boxer
            politician/mayor/musician/golfer/podcaster/celebrity/billionaire/wrestler/model/chef
            person/persons/internet/world/community/we/you/i
        """,
        Sign.REPORTER: "journalist/journalists/reporter/reporters/pundit/pundits/insider",
        Sign.PLAYERS: """
            players/stars/squad/footballers/internationals
            first/team team? members/squad/players
            members of the?
            members of the? squad/team/dressing
        """,
        Sign.ONE: """
            player/forward/striker/attacker/defender/midfielder/winger/keeper/goalkeeper/captain
            star/international/footballer/playmaker/skipper/fullback/centre/centreback/ace/man
            veteran/youngster/teenager/hitman/marksman/loanee
            brazilian/spaniard/frenchman/englishman/german/portuguese/italian/argentine/argentinian
            dutchman/belgian/egyptian/nigerian/swede/norwegian/croatian/uruguayan/colombian/pole
            kenyan/colombian/scot/scotsman/welshman/moroccan/senegalese/ghanaian/ivorian/georgian
            year old
            client
        """,
        Sign.HE: "he/she/himself/who",
        Sign.NOT: """
            not/never/no/without/didn/hasn/haven/isn/wasn/neither/nor/doesn/don
        """,
        Sign.NO_MORE: """
            no longer
            anymore
        """,
        Sign.DENY: """
            denied/denies/deny/denying/refuted/refutes/dismissed/dismisses/rejects/rejected/rubbished
            despite/contrary to? the? claims/reports/rumours/rumors/suggestions/talk that
            insists/insisted/clarified/clarifies he/she/they/that has/have/had/did/never not/never
        """,
        Sign.FAKE: """
            no truth
            not the case/so
            wide of the mark
            nothing in it
            fake/faked/photoshopped/photoshop/doctored/fabricated/photomontage/hoax/manipulated
            edited screenshot/image
            untrue/debunked/forged/bogus/forgery
            is/was/are/were/proved false
            false claim/claims/rumour/rumours/report/reports/story/information
            not true/real/genuine/authentic
            never happened
            ai generated
            did not happen
            parody account
            made up
            it wasn t him
            it was not him
        """,
        Sign.HEDGE: """
            reportedly/apparently/allegedly/seemingly/supposedly/purportedly/rumoured/rumored
            alleged
            appears/appeared/seems/seemed
            said/claimed/believed/thought/understood to have
            may/might/could have
            unconfirmed/unverified
            appears/seems that
            claims/claim/claimed that
            it is/s claimed/said/rumoured
        """,
        Sign.IF: """
            if/whether/would/should/imagine/unless/suppose/supposing/wish/until/could/urge
            begging/asking/urging/telling/wanting/demanding/daring
            might/will/want/wants/wanted/waiting/asked/asks/urged/beg/begs/please/must/can/ask
            would be/have
            let us/s/me/him/her/them
        """,
        Sign.TRAP: """
            asked by/about
            instagram/twitter/x/social/media following
            following has/had/have/grew/grows/of
            had/has/have gone out/viral/wild/on/through/into/to/public/live/down/back
            still/continues/continue to? follow/follows/following
            would/d/might/could/also/really like to/a
            liked/likes/liking what/how/him/living/playing/being/working
            look/looks/looked/looking/feel/feels/sound/sounds/seem/seems/play/plays/played like
            just/much/more/something/nothing/anything/players/clubs/things/teams/stuff like
            follow/follows/followed/following in/on/up/from/suit/through/orders/instructions/closely
                the/his/her/their? footsteps?
            follow/follows/followed/following the/his/her/their _? _? path/progress/lead/rules
            follow/follows/followed/following the/his/her/their _? _? example
            follow/follows/followed/following the/his/her/their _? _? advice/game/match/action/diet
            follow/follows/followed/following the/his/her/their _? _? plan/news/situation/career
            follow/follows/followed/following _ _? progress/development/career/situation
            follow/following us/me/our/live/all/more/along/for/this/him
            follow up/ups
            more/details/medical/announcement/news/updates/contracts to follow
            yet/refused/declined/asked/unavailable to comment
            as follows
            following the/a/his/their/this/last/an/its/two/three/her/that/these
            following day/week/season/morning/month/year/summer
            followed by
            not only/just
            could not/t help/resist but?
            did not/t hesitate to?
            did/t/not go unnoticed
            did not/t go unnoticed
            follow/like and? like/subscribe/share/retweet/follow/comment
            and/then/to like this/our/us/my
            remove/removed/removes/removing/dropped/axed/withdrawn/cut/hidden from
                the/their/his _? _?
                squad/team/side/lineup/list/pitch/game/group/party/register/market/competition
            hit/smash that like/subscribe/bell
            hit/smash the subscribe/bell
            photoshopped/photoshops him/her/them/himself
            like this/us/our/my if/post/page/tweet?
            most liked/followed/commented
            least/best/well liked
            liked/followed/shared/commented/retweeted by more/over/almost/nearly/around/about? than?
                thousands/millions/hundreds/fans/users/people
            shared the? pitch/dressing/room/opinion/view/concern/spoils/duties
            no comment
            left out/behind/back/wing/foot/footed/winger/sided/for/the
            like for like
            likes of
            the/and likes of?
            such/and the like
            call/calls/called/calling the like/likes
            story of
            back story
            million/thousand/k/m/000/more/of/many/record/total likes
            if you like/liked
            video/radio/tv/television interview/conference/call/assistant/review/game
            black eye/shirt/market/list
        """,
    },
    fillers="""
        own main verified
        has have had is are was were be been being also just now already then later quickly even
        recently reportedly apparently allegedly seemingly has officially publicly suddenly briefly
        quietly started starts begun began begins starting only to after by and but who that later
        who has since seems appears seemed appeared did does not t never duly immediately swiftly
        soon himself herself first accidentally mistakenly deliberately again once finally today
        yesterday tonight night last morning evening monday tuesday wednesday thursday friday
        saturday sunday on this week still newly he she official x instagram twitter tiktok account
        page caught spotted seen having denies denied been set about claimed admitted or both
        sparked there while when his s
    """,
    prepositions="""
        of about with for against from to at in on under over into by between like than versus vs
        around via involving featuring linking sign signing join joining see leave bring praising
        near per alongside regarding concerning criticising backing showing
    """,
    by="by from",
    of="of from by",
    mine={"i": ""},
)
