"""/estado y /mis: cómo va el plan, de lo general a cada actividad."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes import metas
from bot.ordenes.devueltos import cuantos_devueltos
from bot.ordenes.dudas import rotulo
from bot.ordenes.parecidos import parecidos
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas, sobre
from bot.ordenes.repeticiones import despues_de_reportar
from bot.ordenes.ruta import estado_del_plan, parte_de_una
from bot.ordenes.rutas_del_plan import nombra_el_plan
from bot.textos import estado as textos
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos import consultar
from dominio.casos.busqueda import Candidatos, IndiceDelPlan
from dominio.casos.repetir import reportadas_en_el_corte
from dominio.casos.vista import VistaDelPlan
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.reglas.permisos import Permiso, ambito_de_consulta, puede, ve_toda_la_entidad

# Seis renglones: con sus botones y los de página son ocho; donde además va «Atrás», cinco.
POR_PAGINA = 6
_CON_ATRAS = 5
# En /mis cada actividad lleva dos botones.
_EN_MIS = 3
_AMBITOS = ("entidad", "dependencia", "programa", "proyecto", "meta", "actividad")


def mis(pedido: Pedido) -> Respuesta:
    """«/mis»: las actividades de la persona, por páginas."""
    return _mis(pedido, 0)


def tocar_mis(pedido: Pedido) -> Respuesta:
    """Botones «m:<página>»."""
    return _mis(pedido, leer_numero(pedido.argumento))


def estado(pedido: Pedido) -> Respuesta:
    """«/estado [texto]»: la entidad o su dependencia, o lo que se nombre; «/estado plan», su remisión."""
    es_el_plan, vigencia = nombra_el_plan(pedido.argumento)
    if es_el_plan:
        return estado_del_plan(pedido, vigencia)
    parte = parte_de_una(pedido)
    if parte is not None:
        return parte
    hallado = consultar.estado(pedido.contexto, pedido.argumento, parecidos)
    if isinstance(hallado, Candidatos):
        return _candidatos(hallado)
    return _pantalla_de(pedido, hallado, _objeto_de(pedido, hallado))


def tocar_estado(pedido: Pedido) -> Respuesta:
    """Botones «e:<vista>:<ámbito>:<número>:<página>»; lo que no se entiende da el estado general."""
    vista, ambito, numero, pagina, *_sobra = [*pedido.argumento.split(":"), "", "", "", ""][:5]
    objeto = (ambito, leer_numero(numero))
    if ambito not in _AMBITOS:
        return estado(pedido_sin_texto(pedido))
    if vista == "d":
        return _dependencias(pedido, leer_numero(pagina, 10_000))
    if vista == "l":
        return _actividades(pedido, objeto, leer_numero(pagina, 10_000))
    return de_objeto(pedido, *objeto)


def de_objeto(pedido: Pedido, ambito: str, numero: int) -> Respuesta:
    """El estado de un objeto ya hallado, o el general si es la entidad."""
    return _pantalla_de(pedido, consultar.estado_de(pedido.contexto, ambito, numero), (ambito, numero))


def pedido_sin_texto(pedido: Pedido) -> Pedido:
    """El mismo pedido, sin argumento."""
    return Pedido(pedido.contexto, pedido.entrada, "", pedido.nombre_del_bot)


def reportar(actividad: EstadoActividad, pedido: Pedido) -> tuple[str, str] | None:
    """El botón para reportar una actividad, si la persona puede."""
    actor, renglon = pedido.contexto.actor, actividad.renglon
    if not puede(actor, Permiso.REGISTRAR_AVANCE):
        return None
    if not VistaDelPlan(pedido.contexto).alcanza(renglon):
        return None
    return _("Reportar %(codigo)s") % {"codigo": renglon.codigo}, f"r:{renglon.id}"


def _mis(pedido: Pedido, pedida: int) -> Respuesta:
    actividades = consultar.mis_actividades(pedido.contexto)
    if not actividades:
        return decir(
            Html(_("No tiene actividades a su nombre en el plan. Vea cómo va todo con /estado.")),
            (_("Ver el estado"), "o:estado"),
        )
    pagina = min(pedida, (len(actividades) - 1) // _EN_MIS)
    lineas = [textos.linea(actividad) for actividad in actividades]
    visibles = actividades[pagina * _EN_MIS : (pagina + 1) * _EN_MIS]
    reportadas = reportadas_en_el_corte(pedido.contexto)
    pares = [
        par
        for actividad in visibles
        if (primero := reportar(actividad, pedido))
        for par in (primero, despues_de_reportar(actividad.renglon, reportadas))
    ]
    pares += paginas("m:", pagina, len(actividades), _EN_MIS)
    pares += metas.en_mis(pedido, len(pares))
    pares.append((_("Ver evidencias"), "o:evidencias"))
    titulo = Html(_("<b>Sus actividades</b>"))
    en_revision = [textos.sin_revisar(actividades), cuantos_devueltos(pedido.contexto)]
    return decir(unir([textos.lista(titulo, lineas, pagina, _EN_MIS), *en_revision]), *pares, por_fila=2)


def _objeto_de(pedido: Pedido, hallado: Estado) -> tuple[str, int]:
    """El ámbito y el número de lo hallado, para bajar desde él."""
    if hallado.ambito == "entidad":
        return "entidad", pedido.contexto.entidad.id
    if not pedido.argumento.strip():
        return "dependencia", pedido.contexto.actor.dependencia_id or 0
    visibles = consultar.detalle(pedido.contexto, "entidad", pedido.contexto.entidad.id)
    objetos = IndiceDelPlan([actividad.renglon for actividad in visibles]).objetos
    senas = (hallado.ambito, hallado.codigo, hallado.nombre)
    numero = next((o.id for o in objetos if (o.ambito, o.codigo, o.nombre) == senas), 0)
    if not numero and hallado.ambito == "meta":
        numero = metas.coordinada(pedido, hallado.codigo)
    return hallado.ambito, numero


def _pantalla_de(pedido: Pedido, hallado: Estado, objeto: tuple[str, int]) -> Respuesta:
    pares: list[tuple[str, str]] = []
    ambito, numero = objeto
    if not numero:
        return decir(textos.de_ambito(hallado), (_("Estado general"), "o:estado"))
    if ambito == "entidad" and ve_toda_la_entidad(pedido.contexto.actor):
        pares.append((_("Dependencias"), f"e:d:entidad:{numero}:0"))
    if ambito == "actividad":
        actividad = consultar.detalle(pedido.contexto, ambito, numero)[0]
        pares += [par for par in (reportar(actividad, pedido),) if par]
    else:
        pares.append((_("Actividades"), f"e:l:{ambito}:{numero}:0"))
    texto = textos.de_ambito(hallado)
    if ambito == "meta":
        resultado, botones = metas.en_el_estado(pedido, numero)
        texto, pares = unir([texto, resultado]), [*pares, *botones]
    pares.append((_("Por qué va así"), f"q:e:{ambito}:{numero}"))
    if objeto != _lo_general(pedido):
        pares.append((_("Estado general"), "o:estado"))
    return sobre(decir(texto, *pares, por_fila=2), ambito, numero)


def _lo_general(pedido: Pedido) -> tuple[str, int]:
    """Lo que muestra «Estado general» a quien pide: su dependencia, o la entidad."""
    limite = ambito_de_consulta(pedido.contexto.actor)
    return ("entidad", pedido.contexto.entidad.id) if limite is None else ("dependencia", limite)


def _dependencias(pedido: Pedido, pedida: int) -> Respuesta:
    estados = consultar.por_dependencia(pedido.contexto)
    pagina = min(pedida, max(0, (len(estados) - 1) // _CON_ATRAS))
    lineas = [
        armar(
            _("%(banda)s · <b>%(nombre)s</b>: %(avance)s, debía ir en %(esperado)s"),
            banda=textos.banda(uno.banda),
            nombre=recortar(objeto.nombre, 80),
            avance=textos.o_sin_medir(uno.avance),
            esperado=textos.o_sin_medir(uno.esperado),
        )
        for objeto, uno in estados
    ]
    visibles = estados[pagina * _CON_ATRAS : (pagina + 1) * _CON_ATRAS]
    pares = [(objeto.nombre, f"e:o:dependencia:{objeto.id}:0") for objeto, _uno in visibles]
    pares += paginas(f"e:d:entidad:{pedido.contexto.entidad.id}:", pagina, len(estados), _CON_ATRAS)
    pares.append((_("Atrás"), "o:estado"))
    return decir(textos.lista(Html(_("<b>Por dependencia</b>")), lineas, pagina, _CON_ATRAS), *pares)


def _actividades(pedido: Pedido, objeto: tuple[str, int], pedida: int) -> Respuesta:
    actividades = consultar.detalle(pedido.contexto, *objeto)
    pagina = min(pedida, max(0, (len(actividades) - 1) // _CON_ATRAS))
    lineas = [textos.linea(actividad) for actividad in actividades]
    visibles = actividades[pagina * _CON_ATRAS : (pagina + 1) * _CON_ATRAS]
    pares = [(a.renglon.codigo, f"e:o:actividad:{a.renglon.id}:0") for a in visibles]
    ambito, numero = objeto
    pares += paginas(f"e:l:{ambito}:{numero}:", pagina, len(actividades), _CON_ATRAS)
    pares.append((_("Atrás"), f"e:o:{ambito}:{numero}:0"))
    titulo = Html(_("<b>Actividades</b>"))
    return decir(textos.lista(titulo, lineas, pagina, _CON_ATRAS), *pares, por_fila=2)


def _candidatos(candidatos: Candidatos) -> Respuesta:
    pares = [(rotulo(objeto), f"e:o:{objeto.ambito}:{objeto.id}:0") for objeto in candidatos.objetos]
    texto = armar(_("Hay %(n)s que coinciden. ¿Cuál quiere ver?"), n=candidatos.total)
    return decir(texto, *pares)
