"""Lo que contesta el trabajo largo de leer un libro: uno con formato ajeno, y uno que modifica el plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.pantallas.momento import Momento
from bot.pantallas.montaje import Ensayo
from bot.tareas.respuestas import respuesta
from bot.textos.formatos import asi_entendi
from bot.textos.idioma import _
from bot.textos.versiones import pide_acto
from dominio.casos.ajustar_coherencia import CualHallazgo, aceptar_hallazgo
from dominio.casos.ediciones import Ediciones
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.modificacion import ActoDelPlan
from dominio.modelo.perfil import (
    CampoDePerfil,
    ClaseDeDuda,
    ColumnaDelLibro,
    ColumnaVista,
    Duda,
    HojaDePerfil,
    OpcionDeDuda,
    Perfil,
    Propuesta,
)
from dominio.modelo.persona import Persona
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia
from dominio.valores.texto import normalizar

_NOMBRE = "seguimiento.xlsx"
# Lo que se le cambia a una actividad se pregunta según qué sea.
DESPUES_DE_APROBAR = (
    ("modificar", "/modificar A-006 monto"),
    ("modificar", "/modificar A-001 responsable"),
    ("modificar", "/modificar A-001 fin"),
    ("coherencia", "/coherencia reabrir R12 2402-01"),
)
_RAZON = "La entidad ya pidió la corrección por oficio."
_ROTULOS = (
    "Código",
    "Actividad",
    "Responsable",
    "Valor aprobado",
    "Avance",
    "Fecha de inicio",
    "Fecha final",
)
_DATOS = ("actividad_codigo", "actividad", "responsable", "monto", "avance", "inicio", "fin")


def con_libros(ensayo: Ensayo, momento: Momento, persona: Persona) -> Sequence[Momento]:
    """El mismo momento, con cada respuesta recién llegada a esa persona."""
    return (_ajeno(ensayo, momento, persona), _que_modifica(ensayo, momento, persona))


def _ajeno(ensayo: Ensayo, momento: Momento, persona: Persona) -> Momento:
    """Un libro con el formato de la entidad, con dos dudas que confirmar."""
    propuesta = _propuesta()
    perfil = propuesta.perfil or Perfil("", "", ())
    ensayo.telefono.poner(momento)
    with ensayo.base.unidad() as unidad:
        encargo = _encargo(unidad, persona, {"nombre": _NOMBRE})
        unidad.propuestas.guardar(encargo.id, propuesta)
        botones = [
            (_("Resolver las dudas"), f"l:{encargo.id}:d"),
            (_("Ver las columnas"), f"l:{encargo.id}:c:0"),
            (_("Descartar"), f"l:{encargo.id}:no"),
        ]
        dicho = asi_entendi(propuesta, perfil, LibroLeido(), _NOMBRE)
        unidad.encargos.terminar(encargo.id)
        unidad.salidas.encolar([respuesta(encargo, dicho, botones)], momento.hora)
        unidad.confirmar()
    return ensayo.telefono.recibir()


def _que_modifica(ensayo: Ensayo, momento: Momento, persona: Persona) -> Momento:
    """Un libro que cambia un plan ya aprobado: antes de guardarlo se piden razón y acto."""
    ensayo.telefono.poner(momento)
    with ensayo.base.unidad() as unidad:
        contexto = ensayo.contexto(unidad, persona)
        acto = ActoDelPlan("Acta 001 del Consejo de Gobierno", contexto.hoy)
        vigencia = Vigencia(momento.hora.year)
        Ediciones(contexto, vigencia).congelar(acto)
        aceptar_hallazgo(contexto, vigencia, CualHallazgo("R12", "2402-01"), _RAZON)
        parametros = {"nombre": _NOMBRE, "exige_acto": True, "huella": "0", "vigencia": momento.hora.year}
        encargo = _encargo(unidad, persona, parametros)
        botones = [
            (_("Confirmar importación"), f"i:{encargo.id}:si"),
            (_("Descartar"), f"i:{encargo.id}:no"),
        ]
        unidad.encargos.terminar(encargo.id)
        unidad.salidas.encolar([respuesta(encargo, pide_acto(), botones)], momento.hora)
        unidad.confirmar()
    return ensayo.telefono.recibir()


def _encargo(unidad: UnidadDeTrabajo, persona: Persona, parametros: Mapping[str, object]) -> Encargo:
    cuenta = persona.telegram_id or 0
    return unidad.encargos.crear(TipoEncargo.LEER_LIBRO, persona.entidad_id, persona.id, cuenta, parametros)


def _propuesta() -> Propuesta:
    """Lo que se entendió de una hoja con siete columnas, y lo que no es seguro de ella."""
    columnas = tuple(
        ColumnaVista("Seguimiento", n, "ABCDEFG"[n - 1], rotulo, normalizar(rotulo), 1, ("uno", "dos"))
        for n, rotulo in enumerate(_ROTULOS, start=1)
    )
    campos = tuple(
        CampoDePerfil(TipoLibro.PLAN, dato, (ColumnaDelLibro(vista.normal, 1, vista.numero),))
        for dato, vista in zip(_DATOS, columnas, strict=True)
    )
    perfil = Perfil("", "0" * 64, (HojaDePerfil("Seguimiento", campos, 4),))
    corrido = Duda(
        "Seguimiento/rotulos",
        ClaseDeDuda.ROTULO_CORRIDO,
        "Seguimiento",
        "Los rótulos no corresponden a lo que hay debajo. ¿Le creo al contenido?",
        (
            OpcionDeDuda("contenido:si", "Creerle a lo que trae cada columna"),
            OpcionDeDuda("rotulo:si", "Creerle al encabezado"),
        ),
        "contenido:si",
        firme=True,
    )
    fraccion = Duda(
        "Seguimiento/plan.avance",
        ClaseDeDuda.FRACCION,
        "Seguimiento",
        "«Avance», columna E, trae fracciones: leo 0,45 como 45 %.",
        (OpcionDeDuda("fraccion:si", "Es 45 %"), OpcionDeDuda("fraccion:no", "Es 0,45 %")),
        "fraccion:si",
        firme=True,
    )
    return Propuesta(perfil, dudas=(corrido, fraccion), columnas=columnas)
