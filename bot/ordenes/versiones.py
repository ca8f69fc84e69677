"""/versiones y /modificar: la historia del plan, qué cambió en cada una, y cambiar algo sin un libro."""

from __future__ import annotations

import re

from bot.atencion.respuesta import Apertura, Respuesta
from bot.dialogos.cambio_consulta import ALIAS, CANTIDAD_PROGRAMADA
from bot.dialogos.cambio_de_actividad import NOMBRE as CAMBIO
from bot.dialogos.campos import PESOS, PORCENTAJE
from bot.motor.campos import CampoDe
from bot.ordenes.actividad_escrita import coincide
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos import versiones as textos
from bot.textos.estado import lista
from bot.textos.fechas import leer_fecha
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar
from dominio.casos.modificar import actividades_modificables
from dominio.casos.versiones import Historia, comparar_versiones, historia_del_plan
from dominio.entender.numeros import Valor
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida, NoEncontrado
from dominio.modelo.identidad import IdActividad
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.plan import Renglon
from dominio.modelo.version_del_plan import EdicionDelPlan, IdEdicion
from dominio.reglas.permisos import Permiso, exigir, puede
from dominio.valores.fechas import Vigencia

_EDICIONES, _CAMBIOS = 4, 8
_NUMEROS = re.compile(
    r"(?:la |version |versiones )*(\d{1,4})(?:(?: |,|y|con|la|version)+(\d{1,4}))?", re.ASCII
)


def versiones(pedido: Pedido) -> Respuesta:
    """«/versiones», «/versiones 2» o «/versiones 1 y 2»."""
    historia = historia_del_plan(pedido.contexto)
    escrito = normalizar(pedido.argumento)
    if not escrito:
        return _lista(pedido, historia, 0)
    numeros = _NUMEROS.fullmatch(escrito)
    if numeros is None:
        raise NoEncontrado("version", texto=limpiar(pedido.argumento[:60], 60))
    if numeros[2] is None:
        return _ver(pedido, historia, historia.version(int(numeros[1])), 0)
    antes, despues = (historia.version(int(numero)) for numero in sorted(numeros.groups(), key=int))
    return _comparar(pedido, historia, (antes, despues), 0)


def tocar_version(pedido: Pedido) -> Respuesta:
    """Botones «vp:l:<año>:<página>», «vp:v:<edición>:<página>» y «vp:c:<antes>:<después>:<página>»."""
    que, _dos, resto = pedido.argumento.partition(":")
    partes = [leer_numero(parte, 2**40) for parte in resto.split(":")]
    partes += [0] * (3 - len(partes))
    if que == "l":
        anio = partes[0] if 2000 <= partes[0] <= 2100 else 0
        historia = historia_del_plan(pedido.contexto, Vigencia(anio) if anio else None)
        return _lista(pedido, historia, partes[1])
    historia = historia_del_plan(pedido.contexto)
    if que == "c":
        pareja = (historia.edicion(IdEdicion(partes[0])), historia.edicion(IdEdicion(partes[1])))
        return _comparar(pedido, historia, pareja, partes[2])
    return _ver(pedido, historia, historia.edicion(IdEdicion(partes[0])), partes[1])


def _lista(pedido: Pedido, historia: Historia, pedida: int) -> Respuesta:
    """De la más nueva a la más vieja; cada una con su botón."""
    ediciones = historia.ediciones[::-1]
    if not ediciones:
        texto = _("El plan %(vigencia)s no ha cambiado desde que se guardan sus versiones.")
        return decir(armar(texto, vigencia=historia.vigencia), (_("Ver el estado"), "o:estado"))
    pagina = min(pedida, (len(ediciones) - 1) // _EDICIONES)
    visibles = ediciones[pagina * _EDICIONES : (pagina + 1) * _EDICIONES]
    pares = [(_("Ver %(cual)s") % {"cual": _corto(una)}, f"vp:v:{una.id}:0") for una in visibles]
    pares += paginas(f"vp:l:{historia.vigencia}:", pagina, len(ediciones), _EDICIONES)
    if puede(pedido.contexto.actor, Permiso.MODIFICAR_PLAN):
        pares.append((_("Modificar una actividad"), "o:modificar"))
    lineas = [textos.en_lista(una) for una in ediciones]
    return decir(lista(_titulo(historia), lineas, pagina, _EDICIONES), *pares)


def _titulo(historia: Historia) -> Html:
    if historia.aprobada is None:
        texto = _("<b>Versiones del plan %(vigencia)s</b>: sin aprobar todavía, cada cambio es un borrador.")
    else:
        texto = _("<b>Versiones del plan %(vigencia)s</b>")
    return armar(texto, vigencia=historia.vigencia)


def _corto(edicion: EdicionDelPlan) -> str:
    return f"{textos.nombre(edicion).lower()} ({edicion.secuencia})"


def _ver(pedido: Pedido, historia: Historia, edicion: EdicionDelPlan, pagina: int) -> Respuesta:
    """Una edición: quién, cuándo, con qué acto y qué cambió frente a la anterior."""
    anterior = historia.anterior_a(edicion)
    if anterior is not None:
        return _comparar(pedido, historia, (anterior, edicion), pagina)
    pares = [*_exportar(pedido, edicion), (_("Ver todas"), f"vp:l:{historia.vigencia}:0")]
    texto = armar(_("%(edicion)s\nEs la primera que se guardó."), edicion=textos.en_lista(edicion))
    return decir(texto, *pares)


def _comparar(
    pedido: Pedido, historia: Historia, pareja: tuple[EdicionDelPlan, EdicionDelPlan], pedida: int
) -> Respuesta:
    antes, despues = pareja
    cambios = comparar_versiones(pedido.contexto, historia.vigencia, antes.id, despues.id)
    lineas = textos.cambios_por_objeto(cambios)
    cuantos = ngettext("%(n)s objeto cambió", "%(n)s objetos cambiaron", len(lineas)) % {"n": len(lineas)}
    titulo = armar(
        _("%(edicion)s\n\nFrente a %(anterior)s: %(cuantos)s."),
        edicion=textos.en_lista(despues),
        anterior=_corto(antes),
        cuantos=cuantos if lineas else _("programan lo mismo"),
    )
    pagina = min(pedida, max(0, (len(lineas) - 1) // _CAMBIOS))
    pares = paginas(f"vp:c:{antes.id}:{despues.id}:", pagina, len(lineas), _CAMBIOS)
    pares += [*_exportar(pedido, despues), (_("Ver todas"), f"vp:l:{historia.vigencia}:0")]
    return decir(lista(titulo, lineas, pagina, _CAMBIOS) if lineas else titulo, *pares)


def _exportar(pedido: Pedido, edicion: EdicionDelPlan) -> list[tuple[str, str]]:
    """Pedir el consolidado como estaba en esa versión; solo las numeradas tienen nombre."""
    if edicion.numero is None or not puede(pedido.contexto.actor, Permiso.EXPORTAR):
        return []
    rotulo = _("Exportar la versión %(n)s") % {"n": edicion.numero}
    return [(rotulo, f"vx:{edicion.vigencia}:{edicion.numero}")]


def modificar(pedido: Pedido) -> Respuesta:
    """«/modificar», «/modificar A-012» o «/modificar A-012 fin 30/11/2026»."""
    exigir(pedido.contexto.actor, Permiso.MODIFICAR_PLAN)
    escrito = pedido.argumento.strip()
    if not escrito:
        return Respuesta(abrir=Apertura(CAMBIO))
    todas = actividades_modificables(pedido.contexto)
    primera, _espacio, resto = escrito.partition(" ")
    una = [r for r in todas if coincide(r.codigo, "", normalizar(primera))]
    if len(una) == 1:
        respuestas = {"actividad": str(una[0].id), **_cambio_escrito(pedido, resto)}
        return Respuesta(abrir=Apertura(CAMBIO, respuestas))
    return _cual(todas, escrito)


def _cual(todas: list[Renglon], escrito: str) -> Respuesta:
    halladas = [r for r in todas if coincide(r.codigo, r.nombre, normalizar(escrito))]
    if not halladas:
        raise NoEncontrado("actividad", texto=escrito[:64])
    if len(halladas) == 1:
        return Respuesta(abrir=Apertura(CAMBIO, {"actividad": str(halladas[0].id)}))
    pares = [(f"{r.codigo} {recortar(r.nombre, 40)}", f"vm:{r.id}") for r in halladas[:8]]
    return decir(armar(_("Hay %(n)s que coinciden. ¿Cuál se modifica?"), n=len(halladas)), *pares)


def desde_actividad(pedido: Pedido) -> Respuesta:
    """Botones «vm:<actividad>»."""
    exigir(pedido.contexto.actor, Permiso.MODIFICAR_PLAN)
    numero = IdActividad(leer_numero(pedido.argumento, 2**62))
    return Respuesta(abrir=Apertura(CAMBIO, {"actividad": str(numero)}))


_LECTORES: dict[CampoModificable, tuple[str, CampoDe]] = {  # type: ignore[type-arg]
    CampoModificable.PONDERACION: ("ponderacion", PORCENTAJE),
    CampoModificable.CANTIDAD: ("cantidad", CANTIDAD_PROGRAMADA),
    CampoModificable.MONTO: ("monto", PESOS),
}


def _cambio_escrito(pedido: Pedido, resto: str) -> dict[str, str]:
    """Las respuestas que ya se saben de «fin 30/11/2026» o «peso 40».

    Raises:
        EntradaInvalida: no se sabe qué se quiere cambiar, o la fecha no se entiende.
    """
    plano = normalizar(resto[:120])
    if not plano:
        return {}
    pares = [(alias, campo) for campo, todos in ALIAS.items() for alias in todos]
    hallado = next(
        ((a, c) for a, c in sorted(pares, key=lambda par: -len(par[0])) if f"{plano} ".startswith(f"{a} ")),
        None,
    )
    if hallado is None:
        raise EntradaInvalida("modificacion_ilegible", escrito=limpiar(resto[:60], 60))
    alias, campo = hallado
    valor = plano[len(alias) :].strip().removeprefix("a ").removeprefix("el ").strip()
    respuestas = {"campo": campo.value}
    if not valor:
        return respuestas
    if campo in (CampoModificable.INICIO, CampoModificable.FIN):
        vigencia = historia_del_plan(pedido.contexto).vigencia
        hoy = pedido.contexto.hoy
        return respuestas | {"fecha": leer_fecha(valor, hoy, vigencia.inicio, vigencia.fin).isoformat()}
    if campo in _LECTORES:
        clave, lector = _LECTORES[campo]
        leido = lector.lector(valor)
        if isinstance(leido, Valor):
            return respuestas | {clave: lector.guardar(leido.valor)}
    return respuestas
