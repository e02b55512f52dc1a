"""How Spanish tells of acts."""

from __future__ import annotations

from typing import Final

from monitor.domain.reported.signs import Language, Sign

SPANISH: Final = Language(
    table={
        Sign.LIKED: """
            le ha? gusto/gustado un/una/el/la/este
                publicacion/foto/tuit/post/mensaje/video/tweet/comentario/imagen
        """,
        Sign.LIKED_SURE: """
            puso/pone/puesto/dejo/deja/dejado/dio/da/dado un/el corazon/corazoncito a/en/al
            likea/likeo/likeado/likear/likeando/likean/likearon
            dio/da/dado/dar/dan/dieron/pulso/pulsado/marco los? tres/dos/cuatro? al? corazon
            reacciono/reacciona/reaccionado/reaccionar con un/varios/dos corazon/corazones
        """,
        Sign.UNLIKED: """
            deslikeo/unlike/deslikeado
            des likeo/likea/likeado
        """,
        Sign.LIKE: """
            me gusta/gustas
            me gusta el/este lunes/martes/miercoles/jueves/viernes/sabado/domingo/pasado
            me gusta esta/la pasada? noche/tarde/madrugada/semana
            pulgar arriba
            like/megusta/likecito/corazoncito
            corazon dejado/puesto/estampado por
            corazon de/del
        """,
        Sign.GIVE: """
            dio/da/dan/dieron/dado/dando/dar/daba/diera/diese/metio/metido/meter/mete/caer/cayo/caido/puso/pone/puesto/pusieron/poner/deja/dejo/dejado
            dejando/dejaron/reacciono/reacciona/reaccionado/reaccionar/otorgo/otorga/otorgado/marco
            marcado/pulso/pulsado/regalo/regalado/solto/soltado/planto/clavo/respondio/respondido
            escapo/escapado/dandole/darle/dandoles/lanzo/lanzado/colo/colado/repartio/concedio/brindo/brindado
            anadio/anadido/anadieron/agrego/agregado/agregaron/agrega
        """,
        Sign.REMOVE: """
            borra/borro/borrado/borrar/borran/borraron/borrando/borrarlo/borrarla/borrarlas
            elimina/elimino/eliminado/eliminar/eliminan/eliminaron/eliminando/eliminarlo/eliminarla
            quita/quito/quitado/quitar/quitan/quitaron/quitandolo/quitarlo/quitando/quitarle
            retira/retiro/retirado/retirar/retiraron/retirarlo/retirando/suprime/suprimio/suprimido
            vacia/vacio/vaciado/deshizo/deshecho/limpia/limpio/limpiado/archivo/archivado/archiva
            hizo/hace/hecho desaparecer
            elimina/elimino/eliminado/eliminar al _? _? _? de su/sus
            elimina/elimino/eliminado a los/las pocos/pocas/escasos/_
                minutos/horas/segundos/instantes
            arrasa/arraso/arrasado con su/el/todo
            da/dio/dado marcha atras
        """,
        Sign.GONE: """
            fuera el/la/las/los
            adios al/a
            desaparecio/desaparecieron/desaparecido/desaparecen/desaparece
            ya no aparecia/aparecian/tenia/figuraba/habia/lucia/mencionaba/estaba/muestra/incluye
            ya no aparece/aparecen/figura/figuran/hay/queda/quedan/tiene/luce/menciona/esta/estan
            ni rastro
            ninguna mencion/referencia
            no hay/queda/aparece/figura/existe ya? rastro/mencion/referencia
            ni una sola? foto/fotografia/imagen/publicacion
            sin rastro
            busca/buscan/buscara/buscaran en vano
        """,
        Sign.FOLLOW: """
            sigue/siguen/siguio/siguieron/seguido/seguir/siguiendo/seguia/seguirle/seguirlo
            hecho/hizo/convertido/convirtio en? seguidor/seguidora de/del
            sigue/siguen/siguio/seguir/siguiendo ya? en ya? sus?
                instagram/twitter/x/tiktok/redes/facebook
        """,
        Sign.FOLLOW_SURE: """
            dio/da/dado/dar/dieron/hizo/hecho/pulso/puso al? un? su? follow/seguir
            entre los seguidores de/del
            nuevo/nueva/nuevos/nuevas seguidor/seguidora/seguidores/seguidoras de/del
            followeo/followeado
        """,
        Sign.FOLLOWED: """
            es/son/esta/fue/sido ya? seguido/seguida/seguidos
            nuevo/nueva/nuevos seguidor/seguidora/seguidores
        """,
        Sign.UNFOLLOW: """
            deja/dejo/dejado/dejar/dejan/dejaron/dejando/dejara de seguir/seguirlo/seguirle/seguirse
            ya no sigue/siguen/seguia
            no sigue/siguen ya
        """,
        Sign.UNFOLLOW_SURE: """
            unfollow/unfollowed/unfolloweo/unfolloweado
            hecho/hizo/dio/dado/hace/da un? unfollow
        """,
        Sign.FOLLOWING: """
            follow
            ultimo/nuevo/reciente seguido
        """,
        Sign.AMONG: """
            entre los/sus/tantos/miles? miles/cientos? de? me gusta/gustas
            entre los/sus/tantos/miles? de? likes
            entre los/quienes que? dieron/dan/pusieron/han
            entre los/sus _ corazones
        """,
        Sign.COMMENTED: """
            dejo/deja/puso/pone/escribio/escrito/dejado/dejaron/pusieron
                _? _? emoji/emojis/emoticonos
            dejo/deja/puso/dejado/puesto/dejaron/pusieron _? _? aplausos en los/sus comentarios
            dejo/deja/puso/dejado/puesto/dejaron/pusieron _? _? aplausos bajo/debajo
            escribio/escribe/escrito bajo/debajo
            dejo/deja/dejado/puso/pone/puesto un/dos/tres _? corazon/corazones _? _? bajo/debajo
            dejo/deja/dejado/puso/pone/puesto un/dos/tres _? corazon/corazones _? _? en los/sus
                comentarios
            comento/comenta/comentado/comentar/comentaron/comentan/comentando/contesto/contestado/contestar
            respondio/responde/respondido/responder/respondiendo/contesta
            deja/dejo/dejado/escribio/escrito/puso un/el/su _? comentario/mensaje
        """,
        Sign.WROTE: "escribio/escribe/escrito",
        Sign.SIGNED: "firmado/firmada por",
        Sign.REPOSTED: """
            retuiteo/retuitea/retuiteado/retwitteo/reposteo/repostea/reposteado/republico/republica
            republicado/retweeteo/retuitear/repost/retuit/recompartio
        """,
        Sign.SHARED: """
            compartida/compartidas/compartidos/difundido/difundida
            compartio/comparte/compartido/compartir/compartieron/compartiendo/difundio
            subio/subido/sube/colgo/colgado a/en sus? historias/stories
        """,
        Sign.BLACKENED: """
            perfil/cuenta/instagram/feed esta/quedo/amanecio/aparece completamente/totalmente?
                vacio/vacia
            foto/imagen/avatar/fotografia de? perfil? a/en/toda/totalmente? negro/negra
            avatar/perfil/fondo/cuadro/imagen/foto negro/negra
            perfil en negro/blanco
        """,
        Sign.POST: """
            publicacion/post/posteo/mensaje/tuit/tweet/twit/contenido/articulo/noticia/posts/tuits
            publicaciones/meme/entrada/hilo/texto/carta/anuncio/comunicado/critica
        """,
        Sign.BRIEF: """
            duro/dura/durado solo/apenas? unos/pocos/escasos? minutos/segundos/instantes
            fugaz/efimero/fugazmente/brevemente/momentaneamente
            durante/por solo/apenas? un/unos/unas/algunos/algunas/pocos/escasos
                minuto/minutos/segundos/instantes
        """,
        Sign.ASIDE: """
            fue/fueron/es/son? uno/una/dos? de los primeros
            fue/fueron/es/son? de/entre los primeros
            fue/fueron el/los primero/primeros
            los dos/tres/cuatro/cinco
        """,
        Sign.SHIRT: "camiseta/camisetas/elastica/zamarra/casaca/playera/equipacion",
        Sign.COMMENT: "comentario/comentarios/respuesta",
        Sign.PHOTO: "foto/fotografia/imagen/instantanea/montaje/selfie/edit",
        Sign.VIDEO: "video/clip/reel/videos/reels",
        Sign.PHOTOS: """
            fotos/fotografias/imagenes/instantaneas
            todas/todo/toda/todos sus/las/el/su/los? publicaciones/contenido/foto/imagen
            todas/todo/toda/todos sus/las/el/su/los? rastro/referencia/posts
            cualquier/toda/todo/ninguna rastro/foto/imagen/referencia/publicacion
        """,
        Sign.BIO: "bio/biografia/descripcion",
        Sign.ACCOUNT: """
            community manager
            cuenta/cuentas/perfil/perfiles/pagina/redes/feed/rrss/muro
            red/redes social/sociales
        """,
        Sign.STORY: "historia/historias/stories/story",
        Sign.AGENT: "agente/agentes/representante/representantes/agencia/intermediario/apoderado",
        Sign.KIN: """
            mujer/esposa/novia/pareja/hermano/hermana/padre/madre/hijo/hija/primo/prima/tio/marido
            familia/familiar/familiares/cunado/suegro/hermanos/padres/esposo/sobrino/abuelo
        """,
        Sign.MATE: """
            companero/companeros/excompanero/excompaneros
            ex companero/companeros
            companero/companeros de equipo/seleccion
        """,
        Sign.FANS: """
            cientos/centenares/decenas
            aficionado/aficionados/aficion/hincha/hinchas/seguidor/seguidores/usuario/usuarios/fan
            fans/internautas/gente/miles/millones/madridismo/madridistas/cules/seguidoras
            rapero/cantante/actor/actriz/humorista/comico/streamer/youtuber/influencer/presentador
            presentadora/boxeador/politico/alcalde/musico/tenista/modelo/reguetonero/famoso/tiktoker
            pena/tuiteros/barcelonismo/todos/nadie/ojeador/ojeadores/entrenador/tecnico/directivos
            personas/seleccionador/simpatizantes/presidente
        """,
        Sign.REPORTER: "periodista/periodistas/reportero/comunicador/tertuliano",
        Sign.PLAYERS: """
            jugadores/futbolistas/integrantes/miembros/plantilla/estrellas/internacionales
            jugadores/miembros/integrantes/futbolistas de la plantilla
        """,
        Sign.ONE: """
            jugador/delantero/defensa/central/extremo/futbolista/capitan/mediocentro/centrocampista
            portero/atacante/estrella/punta/lateral/crack/zaguero/goleador/excapitan/ariete/astro
            exjugador/internacional/canterano
            camero/malagueno/andaluz/sevillano/brasileno/frances/portugues/navarro/vasco/canario
            argentino/ingles/polaco/aleman/italiano/uruguayo/noruego/egipcio/madrileno/espanol/luso
            colombiano/belga/holandes/croata/catalan/gallego/carioca/galo/sueco/nigeriano/marroqui
            guardameta/arquero/zaguera/pivote/mediapunta/volante/carrilero/enganche/guardavallas/golero
            centrodelantero/ofensivo/mediocampista/defensor/jugon/killer/fichaje/joven/veterano
            uruguayo/chileno/ecuatoriano/mexicano/venezolano/paraguayo/suizo/austriaco/danes/georgiano
            turco/senegales/representado/cliente
        """,
        Sign.HE: "este/quien/propio",
        Sign.NOT: "no/nunca/jamas/ni/sin/tampoco/ningun/ninguna",
        Sign.NO_MORE: "ya no",
        Sign.DENY: """
            niega/nego/negado/negar/niegan/desmiente/desmintio/desmentido/desmienten/descarta/negaron
            desmentir/desmintieron
        """,
        Sign.FAKE: """
            no es asi/suya/suyo
            mentira/desinformacion
            nada de eso
            es/sea/era/de/ser un? montaje/fotomontaje
            fotomontaje/falso/falsa/fake/bulo/trucado/trucada/manipulado/manipulada/falsos
            no es cierto/verdad/real
            photoshop/fakes
            falsificada/falsificado/inventado/falseada
            cuenta falsa/parodia
            no fue/es/era el quien/sino/asegura/aseguran/insiste/insisten/jura/juran/explica
        """,
        Sign.HEDGE: """
            habria/habrian/supuesto/supuesta/supuestamente/presuntamente/presunto/aparentemente
            al parecer
            parece que
            podria/podrian haber
            se rumorea
            sin confirmar
            seria/aseguran/afirman
        """,
        Sign.IF: """
            si/ojala/siguiera/siguiese/dejara/daria/deberia/pediria/sigan
            pide/pidio/piden/pidieron que
            piden/pidieron/exigen/invitan/animan/ruegan/instan a
            imagina/imaginen/quiere/quieren
            cuando de
            que pasaria
            para que
            deberia/podria/quiere/tendria
        """,
        Sign.TRAP: """
            foto/fotos/imagen en blanco y
            sigue/siguen/continua siguiendo
            dale/dadle/denle/dejanos/danos/regalanos un? like/follow/rt
            quita/quito/quitado/retira/retiro/retirado/borra/borro/borrado/elimina/elimino/eliminado/saco
                de la/su/una lista/convocatoria/plantilla/equipo/ecuacion/inscripcion
            quiso/quiere/quisieron/evito/prefirio/declino comentar/responder
            no solo/solamente/unicamente
            no pudo/puede/podia/ha evitar/resistirse/resistido/podido a/evitar/resistirse?
            no se resistio/resiste
            no dudo/duda/ha en/dudado en?
            no paso/pasa/ha/habia pasado? desapercibido/inadvertido
            para seguir
            sigue/sigan/siguan nuestra/nuestro/nuestras
            siguenos/siganos/sigueme/seguidnos/siguelo/siguela
            le/les/nos/te/os gusta/gustan
            no me gusta
            me gusta mucho/mas/el/la/los/las/como/jugar
            sigue/siguen/seguir/siguio/siguiendo/seguido siendo/en/sin/de/los/las/con/muy/como
                la? el? cerca/pasos/ordenes/evolucion/instrucciones/actualidad?
            sigue/siguen/siguio/siguiendo a la espera
            sigue/siguen la/su evolucion/pista/linea/senda/progresion
            sigue/siguen desde hace
            sigue/siguen/seguir adelante/vivo/activo/fuera/lesionado/pendiente
            seguir creciendo/jugando/trabajando/sumando
            mas/millones/mil/miles/000/record/total/cientos de? me/likes gusta/gustas?
            millones/mil/miles/000/numero/record/cantidad/cientos/mas de likes
            por supuesto
            foto fija
            en comentarios
            compartio/comparte/compartido/compartir vestuario/equipo/opinion/vestuarios/banquillo
            elimino/eliminado/elimina al/a/por
            dar/da/dio la? respuesta
            dejo de marcar
            da/dio/dar/dado por
            el post partido
            post partido
        """,
    },
    fillers="""
        propia verificada verificado
        ha han habia habria haber le les lo la se ya tambien luego despues recien acaba de acaban
        anoche ayer hoy mismo ahora poco rapidamente publicamente empezado empezo empezar comenzado
        comenzo comienza empieza a que y pero quien decidio decidido no nunca jamas poco hasta solo
        incluso al parecer supuestamente martes lunes miercoles jueves viernes sabado domingo el en
        por hizo hecho un cuenta oficial x instagram twitter tiktok del club vuelto volvio esta este
        habiendo haya diera tras tambien pasado pasada noche madrugada semana manana tarde ademas
        minutos horas segundos propio propia mismo dejado ponerse puesto uno mas ellos aun todavia
    """,
    prepositions="""
        a al de del con por para contra en sobre entre ante tras sin segun hacia desde como vincula
        junto fichar pide
    """,
    by="por de del",
    of="de del",
    mine={"yo": "", "he": "", "di": "dio", "puse": "puso", "likee": "likeo", "deje": "dejo"},
)
