"""Lo que las pruebas de la revisión repiten: reportar, gastar, vincular y prender el visto bueno."""

from __future__ import annotations

from datetime import timedelta

from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.entidades import ajustar_visto_bueno
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.revisar import cola
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.reporte import Ejecucion
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, Mundo

FALTA = Observacion("Falta el soporte.", "Adjunte el acta.", CampoObservado.EVIDENCIA)
NO_CUADRA = Observacion("El valor no coincide.", None, CampoObservado.VALOR)
LOGRO = "Se fundieron 300 metros de placa huella en La Buitrera, con 12 obreros."
CDP, COMPROMISO, OBLIGACION, PAGO = MomentoGasto


def reportar(mundo: Mundo, quien: str, codigo: str, puntos: int = 40, clave: str | None = None) -> str:
    """Un avance bien contado; devuelve su folio."""
    datos = DatosAvance(
        clave or f"{quien}-{codigo}-{puntos}",
        mundo.actividad(codigo).id,
        ValorAvance(Porcentaje.de(puntos)),
        LOGRO,
        "Lluvias en agosto.",
        "Se contó dos veces.",
        aclaracion="Se hizo por gestión.",
    )
    with mundo.como(quien) as ctx:
        return registrar_avance(ctx, datos).folio


def gastar(mundo: Mundo, momento: MomentoGasto, valor: int, codigo: str = "A-001") -> Ejecucion:
    """Lleva el acumulado de un momento a ese valor."""
    registro = mundo.registro(codigo)
    datos = DatosEjecucion(
        f"{momento}-{valor}-{codigo}-{registro.version}", registro.id, momento, Pesos.de(valor), False, "RP 1"
    )
    with mundo.como("hector") as ctx:
        return registrar_ejecucion(ctx, datos)


def segunda(mundo: Mundo, rol: Rol = Rol.PLANEACION, quien: str = "paula") -> None:
    """Otra persona de planeación, vinculada."""
    with mundo.almacen.unidad() as unidad:
        mundo.personas[quien] = unidad.personas.crear(NuevaPersona(mundo.entidad.id, quien, rol))
        unidad.confirmar()


def vincular(mundo: Mundo, *quienes: str) -> None:
    """Las personas quedan con cuenta: solo a quien atiende el chat se le espera."""
    with mundo.almacen.unidad() as unidad:
        for numero, quien in enumerate(quienes, start=500):
            unidad.personas.invitar(mundo.personas[quien].id, quien, MARTES + timedelta(days=2), None)
            vinculada = unidad.personas.vincular(quien, numero, MARTES)
            assert vinculada is not None
            mundo.personas[quien] = vinculada
        unidad.confirmar()


def con_visto_bueno(mundo: Mundo, *jefes: str) -> None:
    """Vincula a esas jefaturas y la entidad empieza a pedir su visto bueno."""
    vincular(mundo, *jefes)
    with mundo.como("administracion") as ctx:
        mundo.entidad = ajustar_visto_bueno(ctx, True)


def folios(mundo: Mundo, quien: str = "planeacion") -> list[str]:
    """Los de la cola de quien mira."""
    with mundo.como(quien) as ctx:
        return [reporte.folio for reporte in cola(ctx).reportes]
