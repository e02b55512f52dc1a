"""How Portuguese tells of acts."""

from __future__ import annotations

from typing import Final

from monitor.domain.reported.signs import Language, Sign

PORTUGUESE: Final = Language(
    table={
        Sign.LIKED: """
            curtiu/curte/curtir/curtido/curtida/curtindo/curtiram/curtem/curtidas
            gostou/gosta no/na/via instagram/twitter/x/tiktok/facebook
            gostou/gosta/gostado/gostar de/da/do/duma/dum
                um/uma/esta/qualquer/essa/tal/aquela/nenhuma?
                publicacao/post/foto/fotografia/video/comentario/tweet/postagem/mensagem/imagem
        """,
        Sign.LIKED_SURE: """
            deu/da/dado/pos/poe/posto/deixou/deixa um/o coracao/coracaozinho
            likou/laikou
            da um/uma? like/gosto/curtida
            deu/da/dado/dar coracao
            reagiu/reage/reagir com um/dois/varios? coracao/coracoes
        """,
        Sign.UNLIKED: "descurtiu/descurte/descurtir/descurtido",
        Sign.LIKE: """
            like/gosto/laique/coracaozinho
            coracao deixado/posto/colocado por/pelo/pela
            coracao de/do/da
            um/o/seu like/gosto
            uma/a/sua curtida
            curtida de/do/da/em/no/na
        """,
        Sign.GIVE: """
            deu/dar/dado/dando/deram/dao/pos/poe/por/posto/puseram/colocou/coloca/colocado/meteu
            mete/metido/deixou/deixa/deixado/reagiu/reage/reagir/fez/distribuiu/carregou/clicou
            escapou/escapado/meter/metendo/meteram/colocar/colocando/largou/botou/mandou/respondeu
            adicionou/adicionado/adicionaram/acrescentou
        """,
        Sign.REMOVE: """
            apagou/apaga/apagado/apagar/apagaram/apagando/removeu/remove/removido/remover/removeram
            eliminou/elimina/eliminado/eliminar/eliminaram/retirou/retira/retirado/retirar/retiraram
            tirou/tira/tirado/tirar/tiraram/deletou/deleta/deletado/deletar/excluiu/exclui/excluido
            limpou/limpa/limpado/arquivou/arquivado/arquiva/desfez/removendo/retirando/tirando
            voltou/volta atras
            foi/ser/sido/era/seria removida/apagada/retirada/eliminada/desfeita/deletada
            foram/ser/sido removidas/apagadas/retiradas/eliminadas
        """,
        Sign.GONE: """
            ja la? nao la? estava/esta/estao
            nao esta/estava _? mais la
            fora o/a/as/os
            adeus ao/a
            nenhuma mencao/referencia/foto
            sem/qualquer mencao/referencia
            nem uma so/unica? foto/fotografia/imagem
            procura se? em vao
            desapareceu/desapareceram/sumiu/sumiram/desaparecido
            ja nao aparece/aparecem/tem/tinha/aparecia/constava/figurava/mostra/traz/exibe/menciona
            ja nao consta/constam/ha/havia/figura
            nao aparece/aparecem/tem/tinha/aparecia/constava/figurava/mostra/traz/exibe _? mais
            nao consta/constam/ha/havia/figura/menciona _? mais
        """,
        Sign.FOLLOW: """
            segue/seguem/seguiu/seguir/seguindo/seguido/seguiram
            tornou/tornado/virou se? seguidor/seguidora do/da/de
            segue/seguem/seguiu/seguir/seguindo no/na/nas/agora
                rede/redes/instagram/x/twitter/tiktok
        """,
        Sign.FOLLOW_SURE: """
            deu/da/dado/dar/deram um? follow
            entre os seguidores de/do/da
            novo/nova/novos seguidor/seguidora/seguidores do/da/de
        """,
        Sign.FOLLOWED: """
            e/sao/foi/era/sendo ja? seguido/seguida/seguidos
            novo/nova/novos seguidor/seguidora/seguidores
        """,
        Sign.UNFOLLOW: """
            deixou/deixa/deixar/deixado/deixaram/deixam/deixando de seguir
            parou/para/parar/pararam de seguir
            ja nao segue/seguem/seguia
            nao segue/seguem/seguia mais
        """,
        Sign.UNFOLLOW_SURE: """
            unfollow/unfollowed
            deu/da/dado/dar/deram unfollow
        """,
        Sign.FOLLOWING: "follow",
        Sign.AMONG: """
            entre/dentre as/os? _? _? curtidas/likes/gostos
            entre os/quem que? curtiram/deram/curtiu/deu/gostaram
            entre os/seus _ coracoes
        """,
        Sign.COMMENTED: """
            deixou/deixa/pos/escreveu/deixado/deixaram/puseram _? _? emoji/emojis
            deixou/deixa/pos/deixado/deixaram/puseram _? _? aplausos/palmas nos comentarios
            deixou/deixa/pos/deixado/deixaram/puseram _? _? aplausos/palmas por? sob/debaixo/baixo
            escreveu/escreve sob/na/no/debaixo
            deixou/deixa/deixado/pos/colocou um/dois/tres _? coracao/coracoes _? _? sob/debaixo
            deixou/deixa/deixado/pos/colocou um/dois/tres _? coracao/coracoes _? _? nos comentarios
            comentou/comenta/comentar/comentado/comentaram/respondeu/responde/responder/comentando
            deixou/deixa/deixado/escreveu/fez um/o/seu _? comentario
            reagiu/reage
        """,
        Sign.WROTE: "escreveu/escreve/escrito",
        Sign.SIGNED: "assinado/assinada por/pelo",
        Sign.REPOSTED: """
            repostou/reposta/repostado/retuitou/retuita/retweetou/repostaram/republicou/republica
            repost/retuitado/repostar
        """,
        Sign.SHARED: """
            compartilhada/partilhada/compartilhados/partilhados
            compartilhou/compartilha/compartilhado/partilhou/partilha/partilhado/partilhar
            compartilhar/compartilharam/partilharam
        """,
        Sign.BLACKENED: """
            perfil/conta/instagram/feed esta/ficou/amanheceu/aparece completamente/totalmente?
                vazio/vazia
            foto/imagem/avatar de? perfil? a/em/toda/totalmente? preto/preta/negro/negra
            avatar/perfil/fundo preto/negro
        """,
        Sign.POST: """
            publicacao/post/postagem/mensagem/tuite/tweet/conteudo/artigo/noticia/posts/publicacoes
            postagens/meme/anuncio/critica/texto/carta
        """,
        Sign.BRIEF: """
            durou/dura/durado so/apenas? uns/poucos/alguns? minutos/segundos/instantes
            fugaz/efemero/efemera/momentaneamente/brevemente
            durante/por so/apenas? um/uns/umas/alguns/algumas/poucos
                minuto/minutos/segundos/instantes
        """,
        Sign.ASIDE: """
            foi/foram/e/sao? um/uma/dois? dos/das primeiros/primeiras
            foi/foram/e/sao? entre os primeiros
            foi/foram o/os primeiro/primeiros
            os dois/tres/quatro/cinco
        """,
        Sign.SHIRT: "camisa/camisas/camisola/camisolas/equipamento/manto",
        Sign.COMMENT: "comentario/comentarios/resposta",
        Sign.PHOTO: "foto/fotografia/imagem/montagem/selfie",
        Sign.VIDEO: "video/clipe/reel/videos/reels",
        Sign.PHOTOS: """
            fotos/fotografias/imagens
            todas/todo/toda suas/as/o/seu? publicacoes/postagens/conteudo/posts
            qualquer/todo foto/registro/mencao/rasto/referencia/imagem
        """,
        Sign.BIO: "bio/biografia/descricao",
        Sign.ACCOUNT: """
            community manager
            conta/contas/perfil/perfis/pagina/feed
            rede/redes social/sociais
            nas/pelas redes
        """,
        Sign.STORY: "story/stories/historias/storys",
        Sign.AGENT: """
            agente/agentes/empresario/empresarios/representante/representantes/procurador
        """,
        Sign.KIN: """
            mulher/esposa/namorada/irmao/irma/pai/mae/filho/filha/primo/prima/tio/noiva/marido
            familia/familiar/familiares/irmaos/pais/companheira/cunhado/sogro/parceira
        """,
        Sign.MATE: """
            companheiro/companheiros/colega/colegas de? equipa/equipe/time/selecao/clube
            colega/colegas/companheiro/companheiros
        """,
        Sign.FANS: """
            centenas/dezenas
            rapper/cantor/cantora/ator/atriz/humorista/comediante/streamer/youtuber/influenciador
            influenciadora/apresentador/apresentadora/lutador/politico/prefeito/musico/tenista/modelo
            web/internet/galera/nacao
            torcedor/torcedores/adepto/adeptos/fa/fas/seguidor/seguidores/usuario/usuarios/internautas
            gente/milhares/milhoes/todos/ninguem/torcida/utilizadores/utilizador/olheiros/tecnico
            treinador/pagina/perfis/cartola/dirigentes/pessoas/flamenguistas/santistas/presidente
            ex mulher/namorada
        """,
        Sign.REPORTER: "jornalista/jornalistas/reporter/comentarista",
        Sign.PLAYERS: """
            jogadores/atletas/elementos/membros/craques/internacionais
            jogadores/elementos/membros/atletas do plantel/elenco
        """,
        Sign.ONE: """
            jogador/avancado/atacante/defesa/zagueiro/central/extremo/ponta/medio/meia/volante/capitao
            goleiro/craque/camisa/lateral/centroavante/internacional/astro/estrela/atleta
            ex jogador
            guarda redes
            avancado/medio centro?
            trinco/ala/dianteiro/pivo/armador/guardiao/arqueiro/jovem/veterano/defensor/goleador
            holandes/belga/croata/sueco/turco/chileno/equatoriano/marroquino/senegales/nigeriano/suico
            brasileiro/portugues/sueco/luso/frances/argentino/espanhol/uruguaio/ingles/alemao
            colombiano/noruegues/italiano/polaco/polones/egipcio/paulista/carioca
        """,
        Sign.HE: "ele/ela/este/quem/proprio",
        Sign.NOT: "nao/nunca/jamais/nem/sem/nenhum/nenhuma/tampouco",
        Sign.NO_MORE: "ja nao",
        Sign.DENY: """
            nega/negou/negar/negado/desmente/desmentiu/desmentir/desmentido/negam/negaram/rejeita
            desmentem/desmentiram
        """,
        Sign.FAKE: """
            nao procede
            nao corresponde a
            nao foi/era ele
            desinformacao/boato/boatos
            e/era/foi/trata/de uma? montagem/fotomontagem
            fotomontagem/falso/falsa/fake/mentira/manipulada/manipulado/forjado/forjada
            nao e verdade/real/verdadeiro/verdadeira
            adulterada/adulterado/photoshop/falsos/falsas
        """,
        Sign.HEDGE: """
            teria/teriam/tera/terao/supostamente/suposto/suposta/alegadamente/aparentemente/parece
            ao que parece/tudo
            poderia/podera/pode ter
            rumores
            diz se
        """,
        Sign.IF: """
            se/caso/sera/curtisse/seguisse/deveria/devia/quer/imagine/tomara/oxala
            sera que
            pede/pedem/pediram/exigem/imploram
            para que
            e se
        """,
        Sign.TRAP: """
            foto/fotos/imagem a/em preto e
            continua/continuam/segue a? seguir/seguindo
            ainda segue/seguem
            deixe/deixa/deixem o/um/seu? seu? like/gosto
            retirou/retirado/tirou/tirado/cortou/excluiu/excluido/removido da/do/de
                lista/plantel/elenco/grupo/convocatoria/time/equipa/equipe
            quis/quer/quiseram/recusou comentar/responder
            nao so/apenas/somente
            nao resistiu/hesitou/hesita/resiste em/a/e?
            nao conseguiu/pode evitar/resistir
            nao passou/passa despercebido/despercebida
            para seguir
            segue a? nossa/nosso
            ganha/ganhou/recebe/recebeu/acumula/soma/teve/tem _? curtidas
            siga/sigam nos/me/o/a/nosso/nossa
            segue nos/me
            gosta/gostam/gostou/gostaria de/do/da/muito/dos/das
            segue/seguem/seguiu/seguir/seguindo em/no/na/sem/com/fora/como/firme/lider/de/os/as/para
                perto? passos?
            segue/seguem/seguindo a/o recuperacao/treino/jogo/plano/linha/caminho
            seguir as/os ordens/instrucoes/passos
            mais/menos curtida/curtido/curtidas/comentada/comentado
            mais/milhoes/mil/milhares/000/recorde/total/de de? curtidas/likes/gostos
            em seguida
            foto finish
            bom/mau/mal/com/por/a/de gosto
            post jogo
        """,
    },
    fillers="""
        verificada verificado propria
        ha ja tambem depois tem tinha tera teria ter tenha havia foi se o a que e mas quem nao
        nunca jamais ate so mesmo hoje ontem agora pouco rapidamente publicamente comecou comeca
        comecam comecaram comecado passou passa passaram passado a comecar passar segunda terca
        quarta quinta sexta sabado domingo feira em no noite manha tarde decidiu conta oficial
        x instagram twitter tiktok do clube voltou acaba acabou de recentemente logo entretanto os
        proprio foi
        desta nesta esta semana madrugada minutos horas ainda ontem na numa poe lhe
    """,
    prepositions="""
        ao aos de do da dos das com por para pelo pela contra em no na num numa sobre entre ante
        sem segundo desde como ligam junto
    """,
    by="por pelo pela do de da",
    of="de do da",
    mine={"eu": "", "curti": "curtiu", "dei": "deu", "pus": "pos", "deixei": "deixou"},
)
